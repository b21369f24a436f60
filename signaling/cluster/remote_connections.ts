// Connections that other processes hold, to rooms that live here.
import { rowOf } from "../event_table.ts";
import type { Clock } from "../clock.ts";
import type { CheckedEvent } from "../gateway/event_router.ts";
import { type ClientConnection, connectionOf, type Sink } from "../room/connection.ts";
import type { Message } from "./messages.ts";
import type { OwnRooms } from "./own_rooms.ts";
import type { ProcessLinks } from "./process_links.ts";
import type { RoomClaims } from "./room_claims.ts";
import { roomNamed } from "./room_named.ts";
import { Turns } from "./turns.ts";

/** The answer where the room lives in another process by now: the sender's process asks again. */
export const MOVED = "moved";

/** Events of one connection that may wait until it is certain who owns the room. */
const MAX_WAITING = 64;

type Call = Extract<Message, { kind: "call" }>;

interface Remote {
  readonly connection: ClientConnection;
  readonly turns: Turns;
  heardAt: number;
  isGone: boolean;
}

export interface RemoteConnectionsOptions {
  rooms: OwnRooms;
  claims: Pick<RoomClaims, "find" | "has">;
  links: Pick<ProcessLinks, "send" | "notify">;
  clock: Clock;
}

/** By the process that holds them, and by its number for them. */
export class RemoteConnections {
  readonly #options: RemoteConnectionsOptions;
  readonly #byProcess = new Map<string, Map<number, Remote>>();

  constructor(options: RemoteConnectionsOptions) {
    this.#options = options;
  }

  count(): number {
    return this.#byProcess.values().reduce((sum, all) => sum + all.size, 0);
  }

  /** Whether a process holds connections to rooms that live here. */
  has(process: string): boolean {
    return this.#byProcess.has(process);
  }

  call(process: string, call: Call): void {
    const remote = this.#remoteOf(process, call);
    const answer = (result: unknown) =>
      this.#options.links.send(process, { kind: "answer", call: call.call, result });
    if (remote === null) return answer(MOVED);
    remote.heardAt = this.#options.clock.steady();
    const row = rowOf(call.event);
    if (row === undefined) return answer("invalid");
    const event = { row, name: call.event, payload: call.payload };
    const since = this.#options.clock.steady() - (call.waited ?? 0);
    const isTaken = remote.turns.take((done) =>
      this.#perform(remote, { event, since, answer, done })
    );
    if (!isTaken) answer("too-fast");
  }

  /** The other process's connection is gone, or comes to a room that lives elsewhere. */
  gone(process: string, from: number, how: "lost" | "left"): void {
    const all = this.#byProcess.get(process);
    const remote = all?.get(from);
    if (all === undefined || remote === undefined) return;
    all.delete(from);
    if (all.size === 0) this.#byProcess.delete(process);
    this.#end(remote, how);
  }

  /** Something came from these connections. */
  heard(process: string, from: readonly number[]): void {
    const now = this.#options.clock.steady();
    const all = this.#byProcess.get(process);
    for (const each of from) {
      const remote = all?.get(each);
      if (remote !== undefined) remote.heardAt = now;
    }
  }

  /** Nothing of a process is heard any more: its connections are gone. */
  lost(process: string): void {
    const all = this.#byProcess.get(process);
    this.#byProcess.delete(process);
    for (const remote of all?.values() ?? []) this.#end(remote, "lost");
  }

  #perform(
    remote: Remote,
    { event, since, answer, done }: {
      event: CheckedEvent;
      /** Steady time in milliseconds since which it waits. */
      since: number;
      answer: (result: unknown) => void;
      done: () => void;
    },
  ): void {
    const { rooms, claims, clock } = this.#options;
    const named = roomNamed(event);
    const perform = () =>
      rooms.whenCertain(() => {
        const isMoved = remote.isGone || (named !== null && !claims.has(named.room));
        if (isMoved) answer(MOVED);
        else rooms.perform(remote.connection, event, answer, clock.steady() - since);
        done();
      });
    if (named === null || claims.has(named.room)) perform();
    else void claims.find(named.room).then(perform);
  }

  #end(remote: Remote, how: "lost" | "left"): void {
    const { rooms } = this.#options;
    const { connection } = remote;
    remote.isGone = true;
    remote.turns.clear();
    rooms.whenCertain(() => {
      if (how === "left") rooms.part(connection);
      else rooms.directory.disconnected(connection);
    });
  }

  /** Null for a connection that this process has forgotten, and which does not say who it is. */
  #remoteOf(process: string, { from, who }: Call): Remote | null {
    const all = this.#byProcess.get(process) ?? new Map<number, Remote>();
    const known = all.get(from);
    if (known !== undefined || who === undefined) return known ?? null;
    const { links, clock } = this.#options;
    const sink: Sink = {
      notify: (event, payload) => links.notify(process, from, { event, payload }),
      heardAt: () => remote.heardAt,
      drop: () => links.send(process, { kind: "drop", to: [from] }),
    };
    const connection = connectionOf(sink, who);
    const turns = new Turns(MAX_WAITING);
    const remote: Remote = { connection, turns, heardAt: clock.steady(), isGone: false };
    this.#byProcess.set(process, all.set(from, remote));
    return remote;
  }
}

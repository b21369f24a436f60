// A room directory without sockets: time stands still until a test moves it, and connections write down what they hear.
import assert from "node:assert/strict";
import type { ErrorCode } from "@/protocol/errors.ts";
import type {
  RequestName,
  Requests,
  ServerEventName,
  ServerEventPayloads,
} from "@/protocol/events.ts";
import type { Join, Joined } from "@/protocol/shapes.ts";
import type { Clock } from "@/signaling/clock.ts";
import { RoomDirectory } from "@/signaling/room_directory.ts";
import { ServerCrypto } from "@/signaling/server_crypto.ts";
import type { RoomSettings } from "@/signaling/room_settings.ts";
import type { Storage } from "@/signaling/storage.ts";
import { perform, rowOf } from "@/signaling/event_table.ts";
import type { ClientConnection } from "@/signaling/room/connection.ts";
import { MEDIA_OFF } from "./values.ts";

/** Settings of the room directory under test: small numbers, so that tests reach the limits. */
export const SETTINGS: RoomSettings = {
  roomLimit: 3,
  roomsLimit: 4,
  chatHistory: 50,
  seatGraceMs: 14_000,
  silenceGraceMs: 30_000,
  reloadGraceMs: 4_000,
  silentMs: 8_000,
  seatMemoryMs: 600_000,
  stunUrls: ["stun:stun.example:3478"],
  turnUrls: [],
  turnSecret: "",
  turnTtl: 600,
};

/** A clock that a test winds. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  #ahead = 0;
  readonly #timers = new Map<number, { due: number; action: () => void }>();
  #made = 0;

  now(): number {
    return this.#now + this.#ahead;
  }

  /** Somebody sets the clock by so many milliseconds; spans of time are as before. */
  set(ms: number): void {
    this.#ahead += ms;
  }

  steady(): number {
    return this.#now;
  }

  setTimeout(action: () => void, ms: number): number {
    this.#timers.set(++this.#made, { due: this.#now + ms, action });
    return this.#made;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  /** Timers that have yet to ring. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets `ms` milliseconds pass; timers ring in order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(([, { due }]) => due <= end)
        .sort(([, a], [, b]) => a.due - b.due);
      if (next === undefined) break;
      const [id, { due, action }] = next;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, due);
      action();
    }
    this.#now = end;
  }
}

/** Something that a connection heard. */
export type Heard = {
  [E in ServerEventName]: { event: E; payload: ServerEventPayloads[E] };
}[ServerEventName];

/** One socket, as far as the room directory can tell. */
export class FakeConnection {
  readonly heard: Heard[] = [];
  readonly #directory: RoomDirectory;
  readonly sender: ClientConnection;
  /** When it was last heard, once it has fallen silent. */
  silentSince: number | null = null;
  /** The room directory closed the socket. */
  dropped = false;

  constructor(directory: RoomDirectory, address = "") {
    this.#directory = directory;
    this.sender = directory.enter({
      notify: (event, payload) => void this.heard.push({ event, payload } as Heard),
      heardAt: () => this.silentSince ?? directory.steady(),
      drop: () => this.dropped = true,
    }, address);
  }

  /** Sends an event as the server's dispatcher would hand it on. */
  ask<E extends RequestName>(
    event: E,
    payload: Requests[E]["payload"],
  ): Requests[E]["reply"] | ErrorCode {
    const row = rowOf(event);
    assert.ok(row !== undefined);
    const asking = { directory: this.#directory, sender: this.sender };
    return perform(row, asking, payload) as Requests[E]["reply"] | ErrorCode;
  }

  /** Joins and expects to be let in. */
  join(room: string, more: Partial<Join> = {}): Joined {
    const wish: Join = { room, name: "Айгүл", media: MEDIA_OFF, fresh: true, ...more };
    const joined = this.ask("room:join", wish);
    assert.ok(typeof joined === "object", String(joined));
    return joined;
  }

  /** The socket is lost. */
  drop(): void {
    this.#directory.disconnected(this.sender);
  }

  /** Payloads of one event, oldest first; forgets everything that was heard. */
  take<E extends ServerEventName>(event: E): ServerEventPayloads[E][] {
    const all = this.heard.splice(0);
    return all.filter((heard) => heard.event === event)
      .map(({ payload }) => payload as ServerEventPayloads[E]);
  }

  /** Names of the events heard, in order; forgets them. */
  takeNames(): ServerEventName[] {
    return this.heard.splice(0).map(({ event }) => event);
  }
}

let runs = 0;

/** A room directory, its clock, and a way to let connections in. One with the clock of another comes after it. */
export function startDirectory(
  settings: Partial<RoomSettings> = {},
  { clock = new FakeClock(), secret = "a secret of the tests", storage = null }: {
    clock?: FakeClock;
    secret?: string;
    storage?: Storage | null;
  } = {},
) {
  let made = 0;
  const run = ++runs;
  const directory = new RoomDirectory({
    settings: { ...SETTINGS, ...settings },
    clock,
    crypto: new ServerCrypto(secret),
    storage,
    randomId: () => `id${run}x${++made}`,
  });
  return {
    directory,
    clock,
    connection: (address = "") => new FakeConnection(directory, address),
  };
}

// The connections of this process, and in which process the room of each one lives.
import type { ServerEventName, ServerEventPayloads } from "../../protocol/events.ts";
import type { Clock } from "../clock.ts";
import type { ClientConnection } from "../room/connection.ts";
import type { ProcessLinks } from "./process_links.ts";
import { Turns } from "./turns.ts";

/** Events of one connection that may wait behind one that brings it to a room. */
export const MAX_WAITING = 16;
/** Time between two tellings of which connections were heard, in milliseconds. */
const HEARD_MS = 1_000;

/** A process by its name, or this one. */
export type Home = "here" | { readonly process: string };

/** A connection of this process. */
export interface Edge {
  readonly id: number;
  readonly sender: ClientConnection;
  readonly turns: Turns;
  /** Where the room lives to which it came last. */
  readonly home: Home;
  /** Whether its join is looking for the room: it asks again by itself when a process is lost. */
  isJoining: boolean;
  readonly isGone: boolean;
}

interface KnownEdge extends Edge {
  home: Home;
  isGone: boolean;
  toldAt: number;
}

/** All of them; those whose room lives elsewhere by number. */
export class Edges {
  readonly #links: Pick<ProcessLinks, "send">;
  readonly #clock: Clock;
  readonly #known = new WeakMap<ClientConnection, KnownEdge>();
  readonly #away = new Map<number, KnownEdge>();
  #made = 0;
  #timer: unknown = null;

  constructor({ links, clock }: { links: Pick<ProcessLinks, "send">; clock: Clock }) {
    this.#links = links;
    this.#clock = clock;
    this.#planHeard();
  }

  /** Connections whose room lives elsewhere. */
  get awayCount(): number {
    return this.#away.size;
  }

  of(sender: ClientConnection): Edge {
    return this.#edgeOf(sender);
  }

  /** Whether connections of this process are in rooms of another one. */
  has(process: string): boolean {
    return this.#away.values().some((edge) => isAt(edge, process));
  }

  /** A connection comes to a room that lives there; returns whether it was elsewhere before. */
  move({ sender }: Edge, home: Home): boolean {
    const edge = this.#edgeOf(sender);
    const isSame = edge.home === home || (home !== "here" && isAt(edge, home.process));
    if (isSame) return false;
    this.#tellGone(edge, "left");
    edge.home = home;
    if (home !== "here") this.#away.set(edge.id, edge);
    return true;
  }

  /** A connection is gone. */
  end({ sender }: Edge): void {
    const edge = this.#edgeOf(sender);
    edge.isGone = true;
    edge.turns.clear();
    this.#tellGone(edge, "lost");
  }

  /** Another process tells connections of this one something. */
  notice(
    process: string,
    { to, event, payload }: { to: readonly number[]; event: string; payload: unknown },
  ): void {
    for (const id of to) {
      const edge = this.#away.get(id);
      if (edge === undefined || !isAt(edge, process)) continue;
      edge.sender.sink.notify(
        event as ServerEventName,
        payload as ServerEventPayloads[ServerEventName],
      );
    }
  }

  /** Another process wants connections of this one closed, such that their clients come again. */
  drop(process: string, to: readonly number[]): void {
    for (const id of to) {
      const edge = this.#away.get(id);
      if (edge !== undefined && isAt(edge, process)) edge.sender.sink.drop();
    }
  }

  /** Nothing more comes from a process: what its rooms said may be lost, so clients come again. */
  lost(process: string): void {
    for (const edge of [...this.#away.values()]) {
      if (!isAt(edge, process)) continue;
      this.#away.delete(edge.id);
      edge.home = "here";
      if (!edge.isJoining) edge.sender.sink.drop();
    }
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  #tellGone(edge: KnownEdge, how: "lost" | "left"): void {
    if (edge.home === "here") return;
    this.#away.delete(edge.id);
    this.#links.send(edge.home.process, { kind: "gone", from: edge.id, how });
  }

  #edgeOf(sender: ClientConnection): KnownEdge {
    const known = this.#known.get(sender);
    if (known !== undefined) return known;
    const turns = new Turns(MAX_WAITING);
    const edge: KnownEdge = {
      ...{ id: ++this.#made, sender, turns, home: "here" },
      ...{ isJoining: false, isGone: false, toldAt: -Infinity },
    };
    this.#known.set(sender, edge);
    return edge;
  }

  #planHeard(): void {
    this.#timer = this.#clock.setTimeout(() => {
      this.#tellHeard();
      this.#planHeard();
    }, HEARD_MS);
  }

  /** Rooms that live elsewhere learn which connections are alive. */
  #tellHeard(): void {
    const heard = new Map<string, number[]>();
    for (const edge of this.#away.values()) {
      const at = edge.sender.sink.heardAt();
      if (edge.home === "here" || at <= edge.toldAt) continue;
      edge.toldAt = at;
      const all = heard.get(edge.home.process) ?? [];
      all.push(edge.id);
      heard.set(edge.home.process, all);
    }
    for (const [process, from] of heard) this.#links.send(process, { kind: "heard", from });
  }
}

function isAt({ home }: Edge, process: string): boolean {
  return home !== "here" && home.process === process;
}

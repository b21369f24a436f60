// Where the browser has no WebRTC: nobody is seen or heard, and the chat goes through the server.
import type {
  DirectBackend,
  TransportEncryption,
  TransportEvents,
  TransportRoom,
} from "./transport.ts";

/** Makes no connections, and reports of everybody else that there is no path to them. */
export class NullTransport implements DirectBackend {
  readonly #events: Pick<TransportEvents, "onState" | "onGone">;
  #others: readonly string[] = [];

  constructor(events: Pick<TransportEvents, "onState" | "onGone">) {
    this.#events = events;
  }

  reconcile({ members }: Pick<TransportRoom, "members">, self: string): void {
    const before = this.#others;
    const now = members.map(({ id }) => id).filter((id) => id !== self);
    this.#others = now;
    for (const id of before) if (!now.includes(id)) this.#events.onGone(id);
    for (const id of now) if (!before.includes(id)) this.#events.onState(id, "blocked");
  }

  close(): void {
    for (const id of this.#others) this.#events.onGone(id);
    this.#others = [];
  }

  send(): boolean {
    return false;
  }

  openStream(): null {
    return null;
  }

  report(): null {
    return null;
  }

  encryption(): TransportEncryption {
    return { kind: "pairwise", pages: null };
  }

  levels(): Map<string, number> {
    return new Map();
  }

  receives(): boolean {
    return false;
  }

  joined(): void {}
  useDirect(): void {}
  setTrack(): void {}
  setDemand(): void {}
  setSaving(): void {}
  setLimits(): void {}
  setTap(): void {}
  resume(): void {}
  suspend(): void {}
}

// Where the browser has no WebRTC: nobody is seen or heard, and the chat goes through the server.
import type { Member } from "../../protocol/shapes.ts";
import type { MediaTransport, MediaTransportEvents } from "./transport.ts";

/** Links that are never made; of everybody else it is told that there is no path. */
export class NullTransport implements MediaTransport {
  readonly #events: Pick<MediaTransportEvents, "onState" | "onGone">;
  #others: readonly string[] = [];

  constructor(events: Pick<MediaTransportEvents, "onState" | "onGone">) {
    this.#events = events;
  }

  reconcile(members: readonly Member[], self: string): void {
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

  fingerprints(): ReturnType<MediaTransport["fingerprints"]> {
    return new Map();
  }

  levels(): Map<string, number> {
    return new Map();
  }

  receive(): void {}
  setTrack(): void {}
  setIceServers(): void {}
  resume(): void {}
  suspend(): void {}
}

// Who wants to hear what other pages say without the server, and when there is a way to them.
import type { LinksEvents } from "./links.ts";
import type { PeerMessage } from "./messages.ts";

/** A part of a call that talks with the same part on other pages. */
export interface PeerListener {
  hear(id: string, message: PeerMessage): void;
  reach(id: string): void;
}

/** Tells all of them everything; each takes its own kinds. */
export class PeerListeners {
  #all: PeerListener[] = [];

  add(listener: PeerListener): void {
    this.#all.push(listener);
  }

  /** For the links. */
  get events(): Pick<LinksEvents, "onMessage" | "onReach"> {
    return {
      onMessage: (id, message) => this.#all.forEach((one) => one.hear(id, message)),
      onReach: (id) => this.#all.forEach((one) => one.reach(id)),
    };
  }
}

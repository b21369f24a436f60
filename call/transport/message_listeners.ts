// Who wants to hear what other pages say without the server, and when there is a way to them.
import type { MediaTransportEvents } from "./transport.ts";
import type { PeerMessage } from "./data_messages.ts";

/** A part of a call that talks with the same part on other pages. */
export interface MessageListener {
  hear(id: string, message: PeerMessage): void;
  reach(id: string): void;
}

/** Tells all of them everything; each takes its own kinds. */
export class MessageListeners {
  #all: MessageListener[] = [];

  add(listener: MessageListener): void {
    this.#all.push(listener);
  }

  /** For the links. */
  get events(): Pick<MediaTransportEvents, "onMessage" | "onReachable"> {
    return {
      onMessage: (id, message) => this.#all.forEach((one) => one.hear(id, message)),
      onReachable: (id) => this.#all.forEach((one) => one.reach(id)),
    };
  }
}

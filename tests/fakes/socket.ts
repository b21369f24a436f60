// A connection as what stands in front of the web server sees it.
import { EventEmitter } from "node:events";
import type { Socket } from "node:net";

/** Comes from an address, and is there until somebody ends it. */
export class FakeSocket extends EventEmitter {
  destroyed = false;

  constructor(readonly remoteAddress: string) {
    super();
  }

  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }

  /** For whoever takes a real one. */
  get asSocket(): Socket {
    return this as unknown as Socket;
  }
}

// Data channels and paths between fake connections.
import type { ChannelLike } from "@/call/ports.ts";

/** One end of a connection, as a path sees it. */
export interface End {
  /** Of the descriptions that hold; "" where there is none. */
  readonly ufrags: { local: string; remote: string };
  readonly channel: FakeChannel | null;
  /** Packets arrive from the other end. */
  connect(): void;
}

/** One end of a data channel; what is sent arrives at the other end a moment later. */
export class FakeChannel implements ChannelLike {
  readyState: RTCDataChannelState = "connecting";
  onopen: ChannelLike["onopen"] = null;
  onmessage: ChannelLike["onmessage"] = null;
  bufferedAmount = 0;
  #other: () => FakeChannel | null;

  constructor(other: () => FakeChannel | null) {
    this.#other = other;
  }

  send(text: string): void {
    if (this.readyState !== "open") {
      throw new DOMException("the channel is not open", "InvalidStateError");
    }
    queueMicrotask(() => this.#other()?.onmessage?.({ data: text } as MessageEvent));
  }

  close(): void {
    this.readyState = "closed";
  }

  open(): void {
    if (this.readyState !== "connecting") return;
    this.readyState = "open";
    this.onopen?.(new Event("open"));
  }
}

/** Where packets can go: peers by the ufrag of their descriptions. */
export class Paths {
  #peers = new Set<End>();
  /** Whether packets pass at all. */
  isOpen = true;

  add(peer: End): void {
    this.#peers.add(peer);
  }

  /** The other end of a connection that is agreed; null if there is none, or no path to it. */
  otherEnd(peer: End): End | null {
    if (!this.isOpen) return null;
    const { local, remote } = peer.ufrags;
    const found = [...this.#peers].find(({ ufrags }) =>
      ufrags.local !== "" && ufrags.local === remote && ufrags.remote === local
    );
    return found ?? null;
  }
}

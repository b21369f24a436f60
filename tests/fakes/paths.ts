// Data channels and paths between fake connections.
import type { ChannelLike } from "@/call/rtc_ports.ts";

/** One end of a connection, as a path sees it. */
export interface End {
  /** Of the descriptions that hold; "" where there is none. */
  readonly ufrags: { local: string; remote: string };
  readonly channel: FakeChannel | null;
  /** The other end has made a channel. */
  announce(channel: FakeChannel): void;
  /** Packets arrive from the other end. */
  connect(): void;
}

/** One end of a data channel; what is sent arrives at the other end a moment later. */
export class FakeChannel implements ChannelLike {
  readyState: RTCDataChannelState = "connecting";
  onopen: ChannelLike["onopen"] = null;
  onclose: ChannelLike["onclose"] = null;
  onbufferedamountlow: ChannelLike["onbufferedamountlow"] = null;
  onmessage: ChannelLike["onmessage"] = null;
  binaryType: BinaryType = "blob";
  bufferedAmountLowThreshold = 0;
  bufferedAmount = 0;
  /** Most bytes that were ever waiting. */
  peakBytes = 0;
  /** Binary messages wait until `drain()` while this is so. */
  isStalled = false;
  readonly label: string;
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #other: () => FakeChannel | null;

  constructor(other: () => FakeChannel | null, label = "") {
    this.#other = other;
    this.label = label;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== "open") {
      throw new DOMException("the channel is not open", "InvalidStateError");
    }
    if (typeof data === "string") {
      return queueMicrotask(() => this.#other()?.onmessage?.({ data } as MessageEvent));
    }
    this.#waiting.push(data.slice());
    this.bufferedAmount += data.length;
    this.peakBytes = Math.max(this.peakBytes, this.bufferedAmount);
    if (!this.isStalled) queueMicrotask(() => this.drain(1));
  }

  /** Lets so many binary messages arrive. */
  drain(count: number): void {
    for (const bytes of this.#waiting.splice(0, count)) {
      const before = this.bufferedAmount;
      this.bufferedAmount -= bytes.length;
      this.#other()?.onmessage?.({ data: bytes.buffer } as MessageEvent);
      const low = this.bufferedAmountLowThreshold;
      if (before > low && this.bufferedAmount <= low) this.onbufferedamountlow?.(new Event("low"));
    }
  }

  /** What waits still arrives; then both ends are closed. */
  close(): void {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    queueMicrotask(() => {
      this.drain(Infinity);
      this.onclose?.(new Event("close"));
      this.#other()?.close();
    });
  }

  /** The other page is gone at once: what waits is lost. */
  cut(): void {
    this.#waiting = [];
    this.bufferedAmount = 0;
    this.close();
  }

  open(): void {
    if (this.readyState !== "connecting") return;
    this.readyState = "open";
    this.onopen?.(new Event("open"));
  }
}

/** Two ends of one channel, not open yet. */
export function channelPair(label: string): [FakeChannel, FakeChannel] {
  const near: FakeChannel = new FakeChannel(() => far, label);
  const far: FakeChannel = new FakeChannel(() => near, label);
  return [near, far];
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

// The data channel of one connection: small messages between two pages, beside sound and picture.
import type { ChannelLike, Clock } from "../ports.ts";
import { type PeerMessage, readMessage, writeMessage } from "./messages.ts";

/**
 * Made by both sides with the same number when they make the media lines: so it is in the first
 * description and costs no second one (W3C webrtc-pc, `negotiated`).
 */
export const CHANNEL = { label: "juz", options: { negotiated: true, id: 0 } } as const;

/** Messages that another page may send within one second; the rest is not even read. */
const MAX_PER_SECOND = 100;

export interface ChannelOptions {
  channel: ChannelLike;
  clock: Pick<Clock, "now">;
  onOpen(): void;
  onMessage(message: PeerMessage): void;
}

/** Sends and receives messages as long as the connection lasts. */
export class Channel {
  #channel: ChannelLike;
  #second = 0;
  #received = 0;

  constructor({ channel, clock, onOpen, onMessage }: ChannelOptions) {
    this.#channel = channel;
    channel.onopen = () => onOpen();
    channel.onmessage = ({ data }) => {
      if (!this.#mayReceive(clock.now())) return;
      const message = readMessage(data);
      if (message !== null) onMessage(message);
    };
  }

  /** Whether it was handed to the connection; what is not open loses it. */
  send(message: PeerMessage): boolean {
    if (this.#channel.readyState !== "open") return false;
    this.#channel.send(writeMessage(message));
    return true;
  }

  close(): void {
    this.#channel.onopen = null;
    this.#channel.onmessage = null;
  }

  #mayReceive(now: number): boolean {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) this.#received = 0;
    this.#second = second;
    return ++this.#received <= MAX_PER_SECOND;
  }
}

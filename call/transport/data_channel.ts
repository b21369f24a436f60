// The data channel of one connection: small messages between two pages, beside sound and picture.
import type { Clock } from "../ports.ts";
import type { ChannelLike } from "../rtc_ports.ts";
import { MessageBudget } from "./message_budget.ts";
import { MAX_LETTERS, type PeerMessage, readMessage, writeMessage } from "./data_messages.ts";

/**
 * Made by both sides with the same number when they make the media lines: so it is in the first
 * description and costs no second one (W3C webrtc-pc, `negotiated`).
 */
export const CHANNEL = { label: "juz", options: { negotiated: true, id: 0 } } as const;

/** Messages that another page may send at once, and each second after that; the rest is not read. */
const MESSAGES = { burst: 100, perSecond: 100 };
/** The same for characters: a few long messages cost as much as many short ones. */
const CHARACTERS = { burst: 262_144, perSecond: 32_768 };
/** Whoever was refused so often over a connection's life is not listened to any more. */
const MAX_REFUSED = 2_000;
/** Bytes that may wait in the channel for a peer that does not read. */
export const MAX_WAITING_BYTES = 1_048_576;

export interface MessageChannelOptions {
  channel: ChannelLike;
  clock: Pick<Clock, "steady">;
  onOpen(): void;
  onMessage(message: PeerMessage): void;
}

/** Sends and receives messages as long as the connection lasts. */
export class MessageChannel {
  #channel: ChannelLike;
  #messages = new MessageBudget(MESSAGES);
  #characters = new MessageBudget(CHARACTERS);
  #refused = 0;

  constructor({ channel, clock, onOpen, onMessage }: MessageChannelOptions) {
    this.#channel = channel;
    channel.onopen = () => onOpen();
    channel.onmessage = ({ data }) => {
      if (!this.#mayReceive(data, clock.steady())) return this.#refuse();
      const message = readMessage(data);
      if (message !== null) onMessage(message);
    };
  }

  /** Whether it was handed to the connection; what is not open, or full, loses it. */
  send(message: PeerMessage): boolean {
    const text = writeMessage(message);
    const { readyState, bufferedAmount } = this.#channel;
    // A character takes at most three bytes.
    if (readyState !== "open" || bufferedAmount + 3 * text.length > MAX_WAITING_BYTES) return false;
    this.#channel.send(text);
    return true;
  }

  get isOpen(): boolean {
    return this.#channel.readyState === "open";
  }

  close(): void {
    this.#channel.onopen = null;
    this.#channel.onmessage = null;
  }

  /** Before anything is looked at: what is refused must cost as little as possible. */
  #mayReceive(data: unknown, now: number): boolean {
    const isShort = typeof data === "string" && data.length <= MAX_LETTERS;
    return isShort && this.#messages.take(now) && this.#characters.take(now, data.length);
  }

  /** A flood costs a turn of the event loop for each message, read or not: so it is cut off. */
  #refuse(): void {
    if (++this.#refused < MAX_REFUSED) return;
    this.close();
    this.#channel.close();
  }
}

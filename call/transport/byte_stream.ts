// Bytes from one page to another, in order, over a data channel of their own, as fast as the path takes them.
import type { ChannelLike } from "../rtc_ports.ts";

/** Bytes of one message on the wire: larger ones would keep the chat waiting (RFC 8831 section 6.6). */
const MESSAGE_BYTES = 16_384;
/** More than this in one message comes from no page of ours. */
const MAX_RECEIVED_BYTES = 262_144;
/** A writer waits while so many bytes are in the channel, until no more than `LOW_BYTES` are. */
export const HIGH_BYTES = 524_288;
const LOW_BYTES = 131_072;

export interface ByteStream {
  /** What it is for, as its opener named it: any text of 1 to 64 characters. */
  readonly label: string;
  /** Whether it can still carry bytes. */
  readonly isClosed: boolean;
  /**
   * Gets the bytes that arrive, in order, cut into pieces of any size. Set it at once: what arrives
   * before is lost. Nothing slows the other page down, so whoever keeps the bytes has to count them.
   */
  onBytes: ((bytes: Uint8Array<ArrayBuffer>) => void) | null;
  /** Called once, when either page has closed the stream or the connection has ended. */
  onClose: (() => void) | null;
  /**
   * Sends bytes after all that were written before. Resolves with true when there is room for more:
   * wait for it. False: the stream was closed first, and nobody knows how much has arrived.
   */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** Ends the stream. Bytes of writes that have resolved still arrive. */
  close(): void;
}

/** A stream over one channel, which belongs to it alone. */
export class ChannelStream implements ByteStream {
  readonly label: string;
  onBytes: ByteStream["onBytes"] = null;
  onClose: ByteStream["onClose"] = null;
  readonly #channel: ChannelLike;
  #isClosed = false;
  /** Resolves when all writes so far have. */
  #written: Promise<boolean> = Promise.resolve(true);
  #wake: () => void = () => {};

  constructor(channel: ChannelLike) {
    this.#channel = channel;
    this.label = channel.label;
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = LOW_BYTES;
    channel.onopen = () => this.#wake();
    channel.onbufferedamountlow = () => this.#wake();
    channel.onclose = () => this.close();
    channel.onmessage = ({ data }) => this.#receive(data);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  write(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return this.#written = this.#written.then(() => this.#write(bytes));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#channel.onmessage = null;
    this.#wake();
    this.#channel.close();
    this.onClose?.();
  }

  async #write(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    for (let at = 0; at < bytes.length; at += MESSAGE_BYTES) {
      await this.#room();
      if (this.#isClosed) return false;
      try {
        this.#channel.send(bytes.subarray(at, at + MESSAGE_BYTES));
      } catch {
        this.close(); // the channel closed under way, and has not said so yet
      }
    }
    await this.#room();
    return !this.#isClosed;
  }

  /** Waits until the channel is open and takes more, or the stream is closed. */
  async #room(): Promise<void> {
    const { readyState, bufferedAmount } = this.#channel;
    if (this.#isClosed || (readyState === "open" && bufferedAmount < HIGH_BYTES)) return;
    await new Promise<void>((done) => this.#wake = done);
    await this.#room();
  }

  #receive(data: unknown): void {
    if (!(data instanceof ArrayBuffer) || data.byteLength > MAX_RECEIVED_BYTES) this.close();
    else this.onBytes?.(new Uint8Array(data));
  }
}

// The asking end of a stream to a page that holds a file: takes what was asked for, and nothing else.
import type { Clock } from "../ports.ts";
import type { ByteStream } from "../transport/byte_stream.ts";
import { encodeFrame, encodeIndex, FRAME, type Frame, FrameReader, indexOf } from "./frames.ts";
import { type Bytes, HASH_BYTES, pieceCount, pieceLength } from "./pieces.ts";

/** A holder of whom nothing comes for so long, in milliseconds, although it was asked, is given up. */
export const SILENCE_MS = 20_000;
/** Bytes of a preview. */
export const MAX_PREVIEW_BYTES = 30_720;

/** Why a stream is over: "gone": the holder has not got the file; "broken": it sends what it may not. */
export type StreamEnd = "closed" | "gone" | "silent" | "broken";

export interface HolderStreamOptions {
  stream: ByteStream;
  clock: Pick<Clock, "after">;
  /** Bytes of the file. */
  size: number;
  onManifest(hashes: Bytes): void;
  onPreview(bytes: Bytes): void;
  /** The bytes have the right length; whether they are the right ones is not known. */
  onPiece(index: number, bytes: Bytes): void;
  /** Bytes of whatever kind have arrived. */
  onProgress?(bytes: number): void;
  /** Called once; pieces that were asked for and did not come are to be asked for elsewhere. */
  onEnd(reason: StreamEnd): void;
}

export class HolderStream {
  readonly #options: HolderStreamOptions;
  readonly #reader: FrameReader;
  /** Pieces that were asked for and have not come. */
  readonly #asked = new Set<number>();
  #awaits = { manifest: false, preview: false };
  #reason: StreamEnd = "closed";
  #stopTimer = () => {};

  constructor(options: HolderStreamOptions) {
    const { stream } = options;
    this.#options = options;
    this.#reader = new FrameReader((kind) => this.#limitOf(kind));
    stream.onBytes = (bytes) => this.#read(bytes);
    stream.onClose = () => {
      this.#stopTimer();
      options.onEnd(this.#reason);
    };
  }

  /** How many pieces are on their way. */
  get inFlight(): number {
    return this.#asked.size;
  }

  /** The pieces that are on their way. */
  get asked(): readonly number[] {
    return [...this.#asked];
  }

  askManifest(): void {
    this.#awaits.manifest = true;
    this.#ask(encodeFrame(FRAME.manifest));
  }

  askPreview(): void {
    this.#awaits.preview = true;
    this.#ask(encodeFrame(FRAME.preview));
  }

  askPiece(index: number): void {
    this.#asked.add(index);
    this.#ask(encodeFrame(FRAME.piece, encodeIndex(index)));
  }

  close(reason: StreamEnd = "closed"): void {
    this.#reason = reason;
    this.#options.stream.close();
  }

  #ask(question: Bytes): void {
    void this.#options.stream.write(question);
    this.#watch();
  }

  /** Gives the holder another while, if anything is still to come. */
  #watch(): void {
    const { manifest, preview } = this.#awaits;
    this.#stopTimer();
    const isAsked = manifest || preview || this.#asked.size > 0;
    this.#stopTimer = isAsked
      ? this.#options.clock.after(SILENCE_MS, () => this.close("silent"))
      : () => {};
  }

  #limitOf(kind: Frame["kind"]): number {
    const { size } = this.#options;
    if (kind === FRAME.manifest) return this.#awaits.manifest ? pieceCount(size) * HASH_BYTES : -1;
    if (kind === FRAME.preview) return this.#awaits.preview ? MAX_PREVIEW_BYTES : -1;
    if (kind === FRAME.piece) return this.#asked.size > 0 ? 4 + pieceLength(size, 0) : -1;
    return 0;
  }

  #read(bytes: Uint8Array): void {
    const frames = this.#reader.read(bytes);
    if (frames === null) return this.close("broken");
    this.#options.onProgress?.(bytes.length);
    for (const frame of frames) {
      if (!this.#take(frame)) return this.close("broken");
      if (this.#options.stream.isClosed) return;
    }
    this.#watch();
  }

  /** False for what was not asked for, or has another length. */
  #take({ kind, content }: Frame): boolean {
    const { size, onManifest, onPreview, onPiece } = this.#options;
    if (kind === FRAME.gone) {
      this.close("gone");
      return true;
    }
    if (kind === FRAME.manifest) {
      if (!this.#awaits.manifest || content.length !== pieceCount(size) * HASH_BYTES) return false;
      this.#awaits.manifest = false;
      onManifest(content);
      return true;
    }
    if (kind === FRAME.preview) {
      if (!this.#awaits.preview) return false;
      this.#awaits.preview = false;
      onPreview(content);
      return true;
    }
    const index = indexOf(content);
    if (index === null || !this.#asked.delete(index)) return false;
    if (content.length !== 4 + pieceLength(size, index)) return false;
    onPiece(index, content.subarray(4));
    return true;
  }
}

// Fetches one file from all who hold it: asks for pieces, checks each, stores it, asks again for wrong ones.
import type { Clock } from "../ports.ts";
import type { ByteStream } from "../transport/byte_stream.ts";
import type { FileInfo } from "./announcement.ts";
import type { StoredFile } from "./file_ports.ts";
import { HolderStream, type StreamEnd } from "./holder_stream.ts";
import { type Bytes, isPiece, PIECE_BYTES, pieceCount, rootOf } from "./pieces.ts";
import { PieceSet } from "./piece_set.ts";

/** Pieces on their way from one holder, and at this page in all, those that are being stored included. */
const WINDOW_OF_ONE = 6;
const WINDOW = 12;
/** Holders that are asked at once. */
const MOST_HOLDERS = 4;
/** Wrong pieces after which a holder is not asked again. */
const MOST_WRONG = 3;
/** Pause before a holder whose stream ended is asked again, in milliseconds; it doubles each time. */
const AGAIN_MS = 500;
const MOST_AGAIN_MS = 16_000;

/** Why a download cannot go on by itself: no room on the disk, or this page may not use it. */
export type DownloadProblem = "no-space" | "no-storage";

export interface DownloadOptions {
  info: FileInfo;
  subtle: SubtleCrypto;
  clock: Pick<Clock, "after">;
  target: StoredFile;
  /** The list of hashes, if it was stored, and the pieces in `target` that were checked by it. */
  known: { hashes: Bytes; pieces: PieceSet } | null;
  /** Who has the file and can be reached, the best first. */
  holders(): readonly string[];
  open(holder: string): ByteStream | null;
  /** The list of hashes has come, and is the right one. */
  onManifest(hashes: Bytes): void;
  /** Bytes have arrived, or a piece is stored. */
  onProgress(bytes: number): void;
  /** A holder says that it has not got the file, or sends wrong pieces. */
  onUseless(holder: string): void;
  /** All pieces are there, and right. */
  onDone(): void;
  onProblem(problem: DownloadProblem): void;
}

interface Holder {
  stream: HolderStream | null;
  wrong: number;
  pauseMs: number;
  isPausing: boolean;
}

/** Starts with `look()`, which is to be called again whenever there may be another holder. */
export class Download {
  readonly #options: DownloadOptions;
  readonly #holders = new Map<string, Holder>();
  #pieces: PieceSet;
  #hashes: Bytes | null;
  /** Pieces that are on their way or being stored. */
  readonly #busy = new Set<number>();
  #isOver = false;

  constructor(options: DownloadOptions) {
    const { info: { size }, known } = options;
    this.#options = options;
    this.#hashes = known?.hashes ?? null;
    this.#pieces = known?.pieces ?? new PieceSet(pieceCount(size));
  }

  /** Bytes that are there and right. */
  get bytes(): number {
    const { info: { size } } = this.#options;
    const hasLast = this.#pieces.has(this.#pieces.count - 1);
    return this.#pieces.size * PIECE_BYTES - (hasLast ? lackOfLast(size) : 0);
  }

  /** How many holders are being asked. */
  get sources(): number {
    return [...this.#holders.values()].filter(({ stream }) => stream !== null).length;
  }

  /** Opens streams to holders that are not asked yet, and asks for what is missing. */
  look(): void {
    if (this.#isOver || this.#finish()) return;
    for (const id of this.#options.holders()) {
      if (this.sources >= MOST_HOLDERS) break;
      this.#begin(id);
    }
    for (const { stream } of this.#holders.values()) if (stream !== null) this.#ask(stream);
  }

  /** Ends all streams. What is stored stays. */
  stop(): void {
    this.#isOver = true;
    for (const { stream } of this.#holders.values()) stream?.close();
  }

  #begin(id: string): void {
    const holder = this.#holders.get(id) ??
      { stream: null, wrong: 0, pauseMs: AGAIN_MS, isPausing: false };
    this.#holders.set(id, holder);
    if (holder.stream !== null || holder.isPausing || holder.wrong >= MOST_WRONG) return;
    const stream = this.#options.open(id);
    if (stream === null) return this.#pause(holder);
    const { clock, info: { size }, onProgress } = this.#options;
    const opened = new HolderStream({
      ...{ stream, clock, size, onProgress },
      onManifest: (hashes) => void this.#takeManifest(holder, hashes).catch(() => this.#giveUp()),
      onPreview: () => {},
      onPiece: (index, bytes) =>
        void this.#takePiece(id, { index, bytes }).catch(() => this.#giveUp()),
      onEnd: (reason) => this.#onEnd(id, { opened, reason }),
    });
    holder.stream = opened;
    if (this.#hashes === null) opened.askManifest();
  }

  #ask(stream: HolderStream): void {
    if (this.#hashes === null) return;
    while (stream.inFlight < WINDOW_OF_ONE && this.#busy.size < WINDOW) {
      const index = this.#pieces.nextMissing(this.#busy);
      if (index === null) return;
      this.#busy.add(index);
      stream.askPiece(index);
    }
  }

  async #takeManifest(holder: Holder, hashes: Bytes): Promise<void> {
    const { info: { size, root }, subtle, onManifest } = this.#options;
    const isRight = await rootOf(subtle, { size, hashes }) === root;
    if (this.#isOver || this.#hashes !== null) return;
    if (!isRight) {
      holder.wrong = MOST_WRONG;
      return holder.stream?.close("broken");
    }
    this.#hashes = hashes;
    onManifest(hashes);
    this.look();
  }

  async #takePiece(id: string, { index, bytes }: { index: number; bytes: Bytes }): Promise<void> {
    const { subtle, target, onProgress, onProblem } = this.#options;
    const hashes = this.#hashes ?? new Uint8Array();
    const isRight = await isPiece(subtle, { hashes, index, bytes });
    if (this.#isOver) return;
    if (isRight) {
      try {
        await target.write(index * PIECE_BYTES, bytes);
      } catch {
        if (!this.#isOver) onProblem("no-space");
        return this.stop();
      }
      this.#pieces.add(index);
    }
    this.#busy.delete(index);
    if (this.#isOver) return;
    this.#note(id, { isRight });
    onProgress(0);
    this.look();
  }

  /** This page cannot even check what comes. */
  #giveUp(): void {
    if (this.#isOver) return;
    this.#options.onProblem("no-storage");
    this.stop();
  }

  /** Counts what a holder sent: whoever sends wrong pieces is not asked for long. */
  #note(id: string, { isRight }: { isRight: boolean }): void {
    const holder = this.#holders.get(id);
    if (holder === undefined) return;
    if (isRight) holder.pauseMs = AGAIN_MS;
    else if (++holder.wrong >= MOST_WRONG) holder.stream?.close("broken");
  }

  #onEnd(id: string, { opened, reason }: { opened: HolderStream; reason: StreamEnd }): void {
    const holder = this.#holders.get(id);
    for (const index of opened.asked) this.#busy.delete(index);
    if (holder?.stream !== opened) return;
    holder.stream = null;
    if (this.#isOver) return;
    if (reason === "broken") holder.wrong = MOST_WRONG;
    if (reason === "gone" || holder.wrong >= MOST_WRONG) this.#options.onUseless(id);
    else this.#pause(holder);
    this.look();
  }

  #pause(holder: Holder): void {
    holder.isPausing = true;
    this.#options.clock.after(holder.pauseMs, () => {
      holder.isPausing = false;
      this.look();
    });
    holder.pauseMs = Math.min(2 * holder.pauseMs, MOST_AGAIN_MS);
  }

  #finish(): boolean {
    if (this.#hashes === null || !this.#pieces.isFull) return false;
    this.stop();
    this.#options.onDone();
    return true;
  }
}

/** Bytes that the last piece has less than the others. */
function lackOfLast(size: number): number {
  return pieceCount(size) * PIECE_BYTES - size;
}

// One person's microphone, camera, screen or the screen's sound, on its way into files.
import { MediaClock } from "./media_clock.ts";
import { matroskaClusters, matroskaHead } from "./matroska_writer.ts";
import { type EncodedFrame, formatOf, matroskaCodec } from "./stream_format.ts";

/** An encoded frame as it was copied on its way to the decoder. */
export interface TappedFrame {
  /** Which receiver it came from: a later one has a greater number. */
  source: number;
  kind: "video" | "audio";
  mimeType: string;
  isKey: boolean;
  /** RTP timestamp. */
  rtp: number;
  /** When it arrived, in milliseconds since the recording began. */
  at: number;
  size: { width: number; height: number } | null;
  data: Uint8Array;
}

/** Ticks of RTP timestamps in a second. */
const RATES = { video: 90_000, audio: 48_000 };

/** Adds bytes to the end of a file, which it makes if need be. */
export type Append = (file: string, bytes: Uint8Array<ArrayBuffer>) => void;

/**
 * Each file holds one codec and begins with a key frame. Of two receivers, which there are while a
 * connection replaces another, the later one counts from its first key frame on.
 */
export class StreamWriter {
  readonly #path: string;
  readonly #append: Append;
  #source = -1;
  #clock: MediaClock | null = null;
  #codec: string | null = null;
  #files = 0;
  #frames: EncodedFrame[] = [];

  /** Files are called `path` with "-1.mkv", "-2.mkv" … behind. */
  constructor(path: string, append: Append) {
    this.#path = path;
    this.#append = append;
  }

  /** Takes one frame; whether it goes into the recording. */
  take(frame: TappedFrame): boolean {
    const codec = matroskaCodec(frame.mimeType);
    const isStart = frame.kind === "audio" || frame.isKey;
    if (codec === null || frame.source < this.#source) return false;
    if (frame.source > this.#source || codec !== this.#codec) {
      if (!isStart) return false;
      this.#begin(codec, frame);
    }
    const time = Math.max(0, this.#clock?.timeOf(frame.rtp, frame.at) ?? 0);
    this.#frames.push({ time, isKey: isStart, data: frame.data });
    return true;
  }

  /** Writes what has come since the last time. */
  flush(): void {
    if (this.#frames.length === 0) return;
    const isSound = this.#codec?.startsWith("A_");
    // Packets of sound may have overtaken each other; pictures come in the order of decoding.
    const frames = isSound ? this.#frames.toSorted((a, b) => a.time - b.time) : this.#frames;
    this.#append(`${this.#path}-${this.#files}.mkv`, matroskaClusters(frames));
    this.#frames = [];
  }

  /** What came is not written, and what comes begins another file. */
  forget(): void {
    this.#frames = [];
    this.#codec = null;
  }

  #begin(codec: string, { source, kind, data, size }: TappedFrame): void {
    if (source !== this.#source) this.#clock = new MediaClock(RATES[kind]);
    this.#source = source;
    if (codec === this.#codec) return;
    this.flush();
    this.#codec = codec;
    this.#files += 1;
    this.#append(`${this.#path}-${this.#files}.mkv`, matroskaHead(formatOf(codec, { data, size })));
  }
}

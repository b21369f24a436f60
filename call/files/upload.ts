// Serves one file over one stream: answers what the page at the other end asks for.
import type { ByteStream } from "../transport/byte_stream.ts";
import { encodeFrame, encodeIndex, FRAME, type Frame, FrameReader, indexOf } from "./frames.ts";
import { type Bytes, PIECE_BYTES, pieceCount, pieceLength, type Source } from "./pieces.ts";

/** Questions that may wait for their answers. */
export const MAX_QUESTIONS = 16;
/** Bytes of a question: the number of a piece. */
const QUESTION_BYTES = 4;

/** A file that this page can serve. */
export interface HeldFile {
  source: Source;
  hashes: Bytes;
  /** A small picture of it; null if this page has none. */
  preview(): Bytes | null;
}

export interface UploadOptions {
  stream: ByteStream;
  file: HeldFile;
  /** Waits until something may be sent; answers how many bytes, at most so many. */
  pace(most: number): Promise<number>;
  onEnd(): void;
}

/** Ends when the other page closes the stream, asks for what it may not, or the file cannot be read. */
export class Upload {
  readonly #options: UploadOptions;
  readonly #reader = new FrameReader(() => QUESTION_BYTES);
  #questions: Frame[] = [];
  #isAnswering = false;

  constructor(options: UploadOptions) {
    const { stream, onEnd } = options;
    this.#options = options;
    stream.onBytes = (bytes) => this.#read(bytes);
    stream.onClose = () => {
      this.#questions = [];
      onEnd();
    };
  }

  close(): void {
    this.#options.stream.close();
  }

  #read(bytes: Uint8Array): void {
    const frames = this.#reader.read(bytes);
    const { stream } = this.#options;
    if (frames === null || this.#questions.length + frames.length > MAX_QUESTIONS) {
      return stream.close();
    }
    this.#questions.push(...frames);
    void this.#answerAll();
  }

  /** One answer after the other, so that no more than one piece is in memory. */
  async #answerAll(): Promise<void> {
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    const { stream } = this.#options;
    for (let next = this.#questions.shift(); next; next = this.#questions.shift()) {
      const answer = await this.#answer(next).catch(() => encodeFrame(FRAME.gone));
      if (answer === null) stream.close();
      else if (await this.#send(answer) && answer[4] === FRAME.gone) stream.close();
    }
    this.#isAnswering = false;
  }

  /** False if the stream was closed first. */
  async #send(answer: Bytes): Promise<boolean> {
    const { stream, pace } = this.#options;
    for (let at = 0; at < answer.length;) {
      const size = await pace(answer.length - at);
      if (!await stream.write(answer.subarray(at, at + size))) return false;
      at += size;
    }
    return true;
  }

  /** Null for what no page of ours asks. */
  async #answer({ kind, content }: Frame): Promise<Bytes | null> {
    const { file: { source, hashes, preview } } = this.#options;
    if (kind === FRAME.manifest) return encodeFrame(kind, hashes);
    if (kind === FRAME.preview) {
      const picture = preview();
      return picture && encodeFrame(kind, picture);
    }
    const index = kind === FRAME.piece ? indexOf(content) : null;
    if (index === null || index >= pieceCount(source.size)) return null;
    const length = pieceLength(source.size, index);
    const bytes = await source.read(index * PIECE_BYTES, length);
    if (bytes.length !== length) return encodeFrame(FRAME.gone); // the file has changed on its disk
    return encodeFrame(kind, encodeIndex(index), bytes);
  }
}

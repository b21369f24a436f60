// The files that this page has whole, and the streams over which it serves them to others.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { ByteStream } from "../transport/byte_stream.ts";
import type { FileInfo } from "./announcement.ts";
import type { ServingPace } from "./serving_pace.ts";
import { type HeldFile, Upload } from "./upload.ts";
import type { Signals } from "./signals.ts";

/** Streams that are served at once: to one member, and to all. */
export const MOST_OF_ONE = 4;
export const MOST_UPLOADS = 16;
/** What the label of a stream begins with; then comes the file's key. */
const LABEL = "file ";

/** The label of a stream that asks for this file. */
export function labelOf(key: string): string {
  return LABEL + key;
}

/** A file with what it is made of. */
export interface Held extends HeldFile {
  info: FileInfo;
  blob: Blob;
  /** This person gave it to the room. */
  isOwn: boolean;
}

export interface HeldFilesOptions {
  signals: Signals;
  /** Whether the file may be served now. */
  mayServe(info: FileInfo): boolean;
  /** How fast to serve a member. */
  paceOf(id: string): Pick<ServingPace, "take">;
  onChange(): void;
}

export class HeldFiles {
  readonly #options: HeldFilesOptions;
  readonly #all: Signal<ReadonlyMap<string, Held>>;
  readonly #uploads = new Map<Upload, { id: string; key: string }>();

  constructor(options: HeldFilesOptions) {
    this.#options = options;
    this.#all = options.signals.signal<ReadonlyMap<string, Held>>(new Map());
  }

  /** By key. */
  get all(): ReadonlySignal<ReadonlyMap<string, Held>> {
    return this.#all;
  }

  get(key: string): Held | undefined {
    return this.#all.value.get(key);
  }

  add(held: Held): void {
    this.#all.value = new Map(this.#all.value).set(held.info.key, held);
    this.#options.onChange();
  }

  /** Serves it no more. */
  remove(key: string): void {
    const rest = new Map(this.#all.value);
    if (!rest.delete(key)) return;
    this.#all.value = rest;
    for (const [upload, of] of this.#uploads) if (of.key === key) upload.close();
    this.#options.onChange();
  }

  /** Takes a stream that a member has opened to ask for a file; false if it is for something else. */
  serve(id: string, stream: ByteStream): boolean {
    if (!stream.label.startsWith(LABEL)) return false;
    const key = stream.label.slice(LABEL.length);
    const held = this.get(key);
    const ofOne = [...this.#uploads.values()].filter((of) => of.id === id).length;
    const isFull = this.#uploads.size >= MOST_UPLOADS || ofOne >= MOST_OF_ONE;
    if (held === undefined || isFull || !this.#options.mayServe(held.info)) {
      stream.close();
      return true;
    }
    const pace = this.#options.paceOf(id);
    const upload = new Upload({
      ...{ stream, file: held, pace: (most) => pace.take(most) },
      onEnd: () => this.#uploads.delete(upload),
    });
    this.#uploads.set(upload, { id, key });
    return true;
  }

  /** Ends all streams of files that may not be served any more. */
  review(): void {
    for (const [upload, { key }] of this.#uploads) {
      const held = this.get(key);
      if (held === undefined || !this.#options.mayServe(held.info)) upload.close();
    }
  }
}

// Small pictures of files: fetched from whoever holds the file, checked, and shown by the page.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { Clock } from "../ports.ts";
import type { ByteStream } from "../transport/byte_stream.ts";
import type { FileInfo } from "./announcement.ts";
import type { FilePorts } from "./file_ports.ts";
import { HolderStream, MAX_PREVIEW_BYTES } from "./holder_stream.ts";
import { type Bytes, hashOf } from "./pieces.ts";
import type { Signals } from "./signals.ts";

/** Pictures that are fetched at once, and holders that are asked for one of them. */
const MOST_AT_ONCE = 2;
const MOST_TRIES = 3;
/** Pictures that a page keeps: 6 MB. */
const MOST_KEPT = 200;

export interface PreviewsOptions {
  signals: Signals;
  subtle: SubtleCrypto;
  clock: Pick<Clock, "after">;
  show: FilePorts["show"];
  holdersOf(key: string): readonly string[];
  open(holder: string, key: string): ByteStream | null;
}

interface Picture {
  bytes: Bytes;
  url: string;
  release(): void;
}

export class Previews {
  readonly #options: PreviewsOptions;
  readonly #urls: Signal<ReadonlyMap<string, string>>;
  readonly #pictures = new Map<string, Picture>();
  /** By the file's key: how many holders were asked. */
  readonly #tries = new Map<string, number>();
  #running = 0;
  #waiting: FileInfo[] = [];

  constructor(options: PreviewsOptions) {
    this.#options = options;
    this.#urls = options.signals.signal<ReadonlyMap<string, string>>(new Map());
  }

  /** Addresses at which the pictures can be shown, by the file's key. */
  get urls(): ReadonlySignal<ReadonlyMap<string, string>> {
    return this.#urls;
  }

  bytesOf(key: string): Bytes | null {
    return this.#pictures.get(key)?.bytes ?? null;
  }

  /** Takes the right picture of a file; one that is too large, or no picture, is not kept. */
  add(key: string, bytes: Bytes): void {
    if (this.#pictures.has(key) || bytes.length > MAX_PREVIEW_BYTES) return;
    if (this.#pictures.size >= MOST_KEPT) return;
    const shown = this.#options.show(bytes);
    if (shown === null) return;
    this.#pictures.set(key, { bytes, ...shown });
    this.#tell();
  }

  /** Fetches the picture unless it is here, or was looked for in vain. */
  want(info: FileInfo): void {
    const { key, preview } = info;
    const isKnown = this.#pictures.has(key) || this.#waiting.some((other) => other.key === key);
    if (preview === null || isKnown || (this.#tries.get(key) ?? 0) >= MOST_TRIES) return;
    this.#waiting.push(info);
    this.#next();
  }

  remove(key: string): void {
    this.#tries.delete(key);
    this.#pictures.get(key)?.release();
    this.#waiting = this.#waiting.filter((other) => other.key !== key);
    if (this.#pictures.delete(key)) this.#tell();
  }

  #next(): void {
    if (this.#running >= MOST_AT_ONCE) return;
    const info = this.#waiting.shift();
    if (info === undefined) return;
    const tries = this.#tries.get(info.key) ?? 0;
    const holder = this.#options.holdersOf(info.key)[tries];
    const stream = holder === undefined ? null : this.#options.open(holder, info.key);
    if (stream === null) return this.#next(); // it is wanted again when there are more holders
    this.#tries.set(info.key, tries + 1);
    this.#running++;
    this.#ask(stream, info);
  }

  #ask(stream: ByteStream, info: FileInfo): void {
    const { clock } = this.#options;
    const asking = new HolderStream({
      ...{ stream, clock, size: info.size },
      onManifest: () => {},
      onPiece: () => {},
      onPreview: (bytes) => {
        asking.close();
        void this.#take(info, bytes);
      },
      onEnd: (reason) => {
        this.#running--;
        if (reason !== "closed") this.want(info);
        this.#next();
      },
    });
    asking.askPreview();
  }

  async #take(info: FileInfo, bytes: Bytes): Promise<void> {
    if (await hashOf(this.#options.subtle, bytes) === info.preview) this.add(info.key, bytes);
    else this.want(info);
  }

  #tell(): void {
    this.#urls.value = new Map([...this.#pictures].map(([key, { url }]) => [key, url]));
  }
}

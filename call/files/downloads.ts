// The downloads of a page: one for each file that the person wants, with its progress.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { Clock } from "../ports.ts";
import type { ByteStream } from "../transport/byte_stream.ts";
import type { FileInfo } from "./announcement.ts";
import { Download, type DownloadProblem } from "./download.ts";
import type { FileStore, StoredFile } from "./file_ports.ts";
import type { Bytes } from "./pieces.ts";
import { Rate } from "./rate.ts";
import {
  namesBeside,
  piecesIn,
  type SavedFiles,
  type SavedPhase,
  storedHashes,
  storeHashes,
} from "./saved_files.ts";
import type { Signals } from "./signals.ts";

/** Progress is told so often, in milliseconds. */
const TICK_MS = 500;

/** How far a download is. */
export interface Progress {
  /**
   * "checking": what an earlier page stored is read; "waiting": nobody who has it can be reached;
   * "failed": see `problem`.
   */
  phase: "checking" | "loading" | "waiting" | "paused" | "failed";
  /** Bytes that are there and right. */
  bytes: number;
  /** Bytes a second over the last seconds; null while that is not known. */
  rate: number | null;
  problem: DownloadProblem | null;
}

export interface DownloadsOptions {
  signals: Signals;
  subtle: SubtleCrypto;
  clock: Pick<Clock, "after" | "steady">;
  store: FileStore;
  saved: SavedFiles;
  open(holder: string, key: string): ByteStream | null;
  holdersOf(key: string): readonly string[];
  onUseless(holder: string, key: string): void;
  /** A file is whole. */
  onDone(info: FileInfo, whole: { blob: Blob; hashes: Bytes }): void;
  onError(error: unknown): void;
}

interface Running {
  info: FileInfo;
  target: StoredFile | null;
  download: Download | null;
  hashes: Bytes | null;
  rate: Rate;
  isOver: boolean;
}

const AT_FIRST: Progress = { phase: "checking", bytes: 0, rate: null, problem: null };

export class Downloads {
  readonly #options: DownloadsOptions;
  readonly #progress: Signal<ReadonlyMap<string, Progress>>;
  readonly #running = new Map<string, Running>();
  #isTicking = false;

  constructor(options: DownloadsOptions) {
    this.#options = options;
    this.#progress = options.signals.signal<ReadonlyMap<string, Progress>>(new Map());
  }

  /** By key. */
  get progress(): ReadonlySignal<ReadonlyMap<string, Progress>> {
    return this.#progress;
  }

  /** Begins, or goes on where an earlier download of the file was. */
  start(info: FileInfo): void {
    if (this.#running.has(info.key)) return;
    const running: Running = {
      ...{ info, target: null, download: null, hashes: null, isOver: false },
      rate: new Rate(this.#options.clock),
    };
    this.#running.set(info.key, running);
    this.#set(info.key, { ...AT_FIRST, bytes: this.#bytesOf(info.key) });
    this.#save(info, "loading");
    this.#begin(running).catch((error) => {
      this.#options.onError(error);
      this.#fail(running, "no-storage");
    });
  }

  /** The call is over. What is there stays, for a page that comes after this one. */
  dispose(): void {
    for (const running of this.#running.values()) {
      void this.#end(running).catch(this.#options.onError);
    }
  }

  /** Stops asking; what is there stays. */
  async pause(key: string): Promise<void> {
    const running = this.#running.get(key);
    if (running === undefined) return;
    const bytes = running.download?.bytes ?? 0;
    this.#save(running.info, "paused");
    this.#set(key, { ...AT_FIRST, phase: "paused", bytes });
    await this.#end(running);
  }

  /** An earlier page had paused it. */
  showPaused(info: FileInfo, bytes: number): void {
    this.#set(info.key, { ...AT_FIRST, phase: "paused", bytes });
  }

  /** Forgets what is there. */
  async cancel(key: string): Promise<void> {
    const running = this.#running.get(key);
    this.#set(key, null);
    this.#options.saved.remove(key);
    if (running !== undefined) await this.#end(running);
    const { store } = this.#options;
    for (const name of [key, ...namesBeside(key)]) await store.remove(name);
  }

  /** Somebody can be reached, or holds something, who did not before. */
  look(): void {
    for (const { download } of this.#running.values()) download?.look();
  }

  async #begin(running: Running): Promise<void> {
    const { info } = running;
    const { subtle, clock, store, onUseless } = this.#options;
    const target = await store.open(info.key);
    if (running.isOver) return await target?.close();
    running.target = target;
    if (target === null) return this.#fail(running, "no-storage");
    if (!await store.hasRoom(info.size - target.size)) return this.#fail(running, "no-space");
    const hashes = await storedHashes(store, { ...info, subtle });
    const { size, key } = info;
    const known = hashes && { hashes, pieces: await piecesIn(target, { size, hashes, subtle }) };
    if (running.isOver) return;
    running.hashes = hashes;
    running.download = new Download({
      ...{ info, subtle, clock, target, known },
      holders: () => this.#options.holdersOf(key),
      open: (holder) => this.#options.open(holder, key),
      onManifest: (hashes) => {
        running.hashes = hashes;
        storeHashes(store, key, hashes).catch(this.#options.onError);
      },
      onProgress: (bytes) => running.rate.add(bytes),
      onUseless: (holder) => onUseless(holder, key),
      onDone: () =>
        void this.#finish(running).catch((error) => {
          this.#options.onError(error);
          this.#fail(running, "no-storage");
        }),
      onProblem: (problem) => this.#fail(running, problem),
    });
    running.download.look();
    this.#tell(running);
    this.#tick();
  }

  async #finish(running: Running): Promise<void> {
    const { info, hashes } = running;
    const { key } = info;
    await this.#end(running);
    const blob = await this.#options.store.get(key);
    if (blob === null || hashes === null || blob.size !== info.size) {
      return this.#set(key, { ...AT_FIRST, phase: "failed", problem: "no-storage" });
    }
    this.#save(info, "here");
    this.#options.onDone(info, { blob, hashes });
    this.#set(key, null);
  }

  async #end(running: Running): Promise<void> {
    running.isOver = true;
    if (this.#running.get(running.info.key) === running) this.#running.delete(running.info.key);
    running.download?.stop();
    await running.target?.close();
  }

  #fail(running: Running, problem: DownloadProblem): void {
    const { info: { key }, download } = running;
    const bytes = download?.bytes ?? 0;
    this.#set(key, { ...AT_FIRST, phase: "failed", bytes, problem });
    void this.#end(running).catch(this.#options.onError);
  }

  #save({ key, size }: FileInfo, phase: SavedPhase): void {
    this.#options.saved.set({ key, size, phase, stored: key, isOwn: false });
  }

  #tick(): void {
    if (this.#isTicking || this.#running.size === 0) return;
    this.#isTicking = true;
    this.#options.clock.after(TICK_MS, () => {
      this.#isTicking = false;
      for (const running of this.#running.values()) this.#tell(running);
      this.#tick();
    });
  }

  #tell({ info: { key }, download, rate, isOver }: Running): void {
    if (download === null || isOver) return;
    const phase = download.sources > 0 ? "loading" : "waiting";
    this.#set(key, { ...AT_FIRST, phase, bytes: download.bytes, rate: rate.perSecond() });
  }

  #bytesOf(key: string): number {
    return this.#progress.value.get(key)?.bytes ?? 0;
  }

  #set(key: string, progress: Progress | null): void {
    const all = new Map(this.#progress.value);
    if (progress === null) all.delete(key);
    else all.set(key, progress);
    this.#progress.value = all;
  }
}

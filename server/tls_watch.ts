// Certificates are renewed every few weeks: the new one is served without a restart.
import { loadTls, type TlsFiles } from "./tls_files.ts";

/** How often the files are looked at, in milliseconds. */
const EVERY_MS = 10_000;

export interface TlsWatchOptions {
  paths: { readonly certPath: string; readonly keyPath: string };
  read: (path: string) => string;
  /** What is served now. */
  files: TlsFiles;
  /** A certificate and its key that are whole, fit, and differ from those before. */
  onChange: (files: TlsFiles) => void;
  /** Why the new files cannot be used, in a sentence, once for each change of them. */
  onProblem: (sentence: string) => void;
}

/** Compares the contents of both files with what is served; a broken one changes nothing. */
export class TlsWatch {
  readonly #options: TlsWatchOptions;
  #files: TlsFiles;
  /** What the last look found wrong: between two writes a key does not fit for a moment. */
  #doubt = "";
  #told = "";
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: TlsWatchOptions) {
    this.#options = options;
    this.#files = options.files;
  }

  /** What is served now. */
  get files(): TlsFiles {
    return this.#files;
  }

  /** Looks again and again until `stop()`. */
  start(everyMs: number = EVERY_MS): void {
    this.#timer = setInterval(() => this.look(), everyMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** `now`: somebody asked for it, and is told at once what is wrong. */
  look({ now = false } = {}): void {
    const { paths, read, onChange } = this.#options;
    const found = loadTls(paths, read);
    if (typeof found === "string") return this.#doubted(found, now);
    this.#doubt = this.#told = "";
    if (found.cert === this.#files.cert && found.key === this.#files.key) return;
    this.#files = found;
    onChange(found);
  }

  #doubted(sentence: string, now: boolean): void {
    const isSecond = this.#doubt === sentence;
    this.#doubt = sentence;
    if (!now && (!isSecond || this.#told === sentence)) return;
    this.#told = sentence;
    this.#options.onProblem(sentence);
  }
}

// Hands files to the person: large ones to the place that they chose, the others as any download.
import type { FileInfo } from "./announcement.ts";
import type { FilePorts, SavePlace } from "./file_ports.ts";

/** From so many bytes on the person is asked where a file is to lie. */
export const ASKED_BYTES = 64_000_000;

export interface HandOverOptions {
  ports: Pick<FilePorts, "choosePlace" | "save">;
  onError(error: unknown): void;
}

export class HandOver {
  readonly #options: HandOverOptions;
  /** By the file's key; asked for when the download began, which may be long ago. */
  readonly #places = new Map<string, SavePlace>();
  /** Keys for which the question stands on the screen. */
  readonly #asking = new Set<string>();
  /** Counts the calls: an answer to a question of an earlier one is nobody's wish any more. */
  #calls = 0;

  constructor(options: HandOverOptions) {
    this.#options = options;
  }

  /**
   * To be called from a press: asks where a large file is to lie. False if it is not wanted after all,
   * if the call ended before the answer, and for a second press while the question stands.
   */
  async prepare({ key, name, size }: FileInfo): Promise<boolean> {
    if (size < ASKED_BYTES || this.#places.has(key)) return true;
    if (this.#asking.has(key)) return false;
    const call = this.#calls;
    this.#asking.add(key);
    const place = await this.#options.ports.choosePlace(name).finally(() =>
      this.#asking.delete(key)
    );
    if (place === "nowhere" || call !== this.#calls) return false;
    if (place !== null) this.#places.set(key, place);
    return true;
  }

  /** The download was cancelled: the next one asks again. */
  forget(key: string): void {
    this.#places.delete(key);
  }

  /** The call is over. */
  clear(): void {
    this.#calls++;
    this.#places.clear();
  }

  /** Gives the whole file; where the chosen place does not take it, as any download. */
  give(key: string, { file, name }: { file: Blob; name: string }): void {
    const { ports, onError } = this.#options;
    const place = this.#places.get(key);
    this.#places.delete(key);
    if (place === undefined) return ports.save(file, name);
    place.write(file).catch((error) => {
      onError(error);
      ports.save(file, name);
    });
  }
}

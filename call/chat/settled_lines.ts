// The lines of a room in the server's order: each has its place, its `seq`.
import type { ChatLine } from "../../protocol/shapes.ts";
import { keyOf } from "./message_ids.ts";

/** Grows with the lines of the server; a line that is placed again moves. */
export class SettledLines {
  #all: readonly ChatLine[] = [];
  /** `seq` of each line that ever had a place, by its key. */
  readonly #places = new Map<string, number>();

  /** All lines, oldest first. */
  get all(): readonly ChatLine[] {
    return this.#all;
  }

  /** The newest position, 0 for none. */
  get newest(): number {
    return this.#all.at(-1)?.seq ?? 0;
  }

  has(line: Pick<ChatLine, "id" | "from">): boolean {
    return this.#places.has(keyOf(line));
  }

  /** Whether the line is known at exactly this place. */
  isAtPlace(line: ChatLine): boolean {
    return this.#places.get(keyOf(line)) === line.seq;
  }

  /** Puts a line at its place. After a restart the server may have given it another one. */
  place(line: ChatLine): void {
    const key = keyOf(line);
    const others = this.has(line) ? this.#all.filter((other) => keyOf(other) !== key) : this.#all;
    const isNewest = (others.at(-1)?.seq ?? 0) < line.seq;
    this.#places.set(key, line.seq);
    this.#all = [...others, line];
    if (!isNewest) this.#all = this.#all.toSorted((a, b) => a.seq - b.seq);
  }

  /** Keeps only these lines, perhaps with other text; all places stay known. */
  replace(lines: readonly ChatLine[]): void {
    this.#all = lines;
  }

  clear(): void {
    this.#all = [];
    this.#places.clear();
  }
}

// A bounded set of lines of one kind: adding, finding and evicting cost the same at every size.
import type { Author } from "../../protocol/shapes.ts";

/** What has a place in a room's log. */
interface Placed {
  readonly seq: number;
  readonly from: Author;
}

/** Which line goes when there are too many: the oldest, or the oldest of the author with most. */
export type Eviction = "oldest" | "of-most";

/** At most `bound` lines, each under a key of its own. */
export class LineSet<L extends Placed> {
  readonly #bound: number;
  readonly #eviction: Eviction;
  readonly #byKey = new Map<string, L>();
  readonly #byAuthor = new Map<string, Map<string, L>>();
  #newest = 0;
  /** Whether the keys are in the order of `seq`; only restored lines break it. */
  #inOrder = true;

  constructor(bound: number, eviction: Eviction = "oldest") {
    this.#bound = bound;
    this.#eviction = eviction;
  }

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): L | undefined {
    return this.#byKey.get(key);
  }

  /** Adds a line under a new key; returns the line that it evicted, if any. */
  add(key: string, line: L): [key: string, line: L] | null {
    if (this.#bound === 0) return [key, line];
    if (this.#eviction === "oldest" && this.size >= this.#bound) {
      const oldest = this.#oldest();
      if (oldest !== null && line.seq < oldest[1].seq) return [key, line];
    }
    this.#inOrder &&= line.seq > this.#newest;
    this.#newest = Math.max(this.#newest, line.seq);
    this.#byKey.set(key, line);
    if (this.#eviction === "of-most") this.#noteAuthor(key, line);
    if (this.size <= this.#bound) return null;
    const evicted = this.#eviction === "oldest" ? this.#oldest() : this.#oldestOfMost();
    if (evicted !== null) this.delete(evicted[0]);
    return evicted;
  }

  delete(key: string): L | undefined {
    const line = this.#byKey.get(key);
    if (line === undefined) return undefined;
    this.#byKey.delete(key);
    const theirs = this.#byAuthor.get(line.from.id);
    theirs?.delete(key);
    if (theirs?.size === 0) this.#byAuthor.delete(line.from.id);
    return line;
  }

  /** All lines; those of one set are nearly in order. */
  values(): Iterable<L> {
    return this.#byKey.values();
  }

  #noteAuthor(key: string, line: L): void {
    const theirs = this.#byAuthor.get(line.from.id) ?? new Map<string, L>();
    this.#byAuthor.set(line.from.id, theirs.set(key, line));
  }

  #oldest(): [string, L] | null {
    if (!this.#inOrder) {
      const sorted = [...this.#byKey].sort(([, a], [, b]) => a.seq - b.seq);
      this.#byKey.clear();
      for (const [key, line] of sorted) this.#byKey.set(key, line);
      this.#inOrder = true;
    }
    for (const entry of this.#byKey) return entry;
    return null;
  }

  #oldestOfMost(): [string, L] | null {
    let most: Map<string, L> = new Map();
    for (const theirs of this.#byAuthor.values()) if (theirs.size > most.size) most = theirs;
    for (const entry of most) return entry;
    return null;
  }
}

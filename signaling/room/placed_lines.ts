// Lines in order of `seq`: finds the lines after a place without reading the lines before it.
import type { ChatLine } from "../../protocol/shapes.ts";

/** Places of dropped lines that may stay among the others before the list is rebuilt. */
const SLACK = 64;

/** Lines in order of `seq`. A dropped line goes at once; its number stays for a while. */
export class PlacedLines {
  readonly #lines = new Map<number, ChatLine>();
  #places: number[] = [];
  #inOrder = true;

  has(seq: number): boolean {
    return this.#lines.has(seq);
  }

  add(line: ChatLine): void {
    const { seq } = line;
    this.#lines.set(seq, line);
    this.#inOrder &&= seq > (this.#places.at(-1) ?? -Infinity);
    this.#places.push(seq);
    if (this.#places.length > 2 * this.#lines.size + SLACK) this.#clear();
  }

  delete(seq: number): void {
    this.#lines.delete(seq);
  }

  /** Lines after this place, in order. */
  after(seq: number): ChatLine[] {
    if (!this.#inOrder) this.#clear();
    return this.#places.slice(this.#firstAfter(seq)).flatMap((place) =>
      this.#lines.get(place) ?? []
    );
  }

  #firstAfter(seq: number): number {
    let [low, high] = [0, this.#places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle] ?? 0) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #clear(): void {
    this.#places = [...this.#lines.keys()].sort((a, b) => a - b);
    this.#inOrder = true;
  }
}

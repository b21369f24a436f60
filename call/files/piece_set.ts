// Which pieces of a file are there.

export class PieceSet {
  readonly count: number;
  readonly #has: Uint8Array;
  #size = 0;
  #firstMissing = 0;

  constructor(count: number) {
    this.count = count;
    this.#has = new Uint8Array(count);
  }

  /** How many are there. */
  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size === this.count;
  }

  has(index: number): boolean {
    return this.#has[index] === 1;
  }

  add(index: number): void {
    if (this.#has[index] !== 0) return;
    this.#has[index] = 1;
    this.#size++;
  }

  /** The first piece that is neither there nor in `but`; null if there is none. */
  nextMissing(but: ReadonlySet<number>): number | null {
    while (this.has(this.#firstMissing)) this.#firstMissing++;
    for (let index = this.#firstMissing; index < this.count; index++) {
      if (!this.has(index) && !but.has(index)) return index;
    }
    return null;
  }
}

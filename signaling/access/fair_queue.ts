// A queue for costly work in which every owner has one place in the line, however much they ask for.

/** Bounds of a {@link FairQueue}. */
export interface QueueLimits {
  /** Tasks that run at the same time, each of another owner. */
  atOnce: number;
  /** Tasks of one owner that may wait. */
  maxOwn: number;
  /** Owners whose tasks may wait. */
  maxOwners: number;
}

/** Runs one task of each owner in turn (round robin). */
export class FairQueue {
  readonly #limits: QueueLimits;
  readonly #running = new Set<string>();
  /** The owner whose turn is next stands first. */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** Runs the task when it is its turn; null when it cannot wait, because of this owner or of all. */
  async run<T>(owner: string, task: () => Promise<T>): Promise<T | null> {
    if (!this.#mayRun(owner) && !await this.#wait(owner)) return null;
    this.#running.add(owner);
    try {
      return await task();
    } finally {
      this.#running.delete(owner);
      this.#startNext();
    }
  }

  #mayRun(owner: string): boolean {
    return this.#running.size < this.#limits.atOnce && !this.#running.has(owner);
  }

  /** Resolves when it is this task's turn, and its place is taken; false when there is no room. */
  #wait(owner: string): Promise<boolean> {
    const { maxOwn, maxOwners } = this.#limits;
    const own = this.#waiting.get(owner) ?? [];
    const isFull = own.length >= maxOwn || (own.length === 0 && this.#waiting.size >= maxOwners);
    if (isFull) return Promise.resolve(false);
    this.#waiting.set(owner, own);
    return new Promise((resolve) => own.push(() => resolve(true)));
  }

  #startNext(): void {
    const next = [...this.#waiting].find(([owner]) => this.#mayRun(owner));
    if (next === undefined) return;
    const [owner, own] = next;
    this.#waiting.delete(owner);
    const start = own.shift();
    if (own.length > 0) this.#waiting.set(owner, own); // behind everybody else
    this.#running.add(owner); // before anybody who asks meanwhile
    start?.();
  }
}

// Tasks one after the other; the first runs at once, and so does every one that need not wait.

/** A task; it calls `done` once, at once or later. */
export type Task = (done: () => void) => void;

/** The tasks of one connection. */
export class Turns {
  readonly #waiting: Task[] = [];
  readonly #most: number;
  #isBusy = false;

  /** `most` tasks may wait. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Runs a task when its turn comes; false when too many wait already. */
  take(task: Task): boolean {
    if (!this.#isBusy) {
      this.#run(task);
      return true;
    }
    if (this.#waiting.length >= this.#most) return false;
    this.#waiting.push(task);
    return true;
  }

  /** Nothing that waits is run any more. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #run(first: Task): void {
    let task: Task | undefined = first;
    while (task !== undefined) {
      this.#isBusy = true;
      let isInside: boolean = true;
      let isDone = false;
      task(() => {
        if (isDone) return;
        isDone = true;
        this.#isBusy = false;
        const next = isInside ? undefined : this.#waiting.shift();
        if (next !== undefined) this.#run(next);
      });
      isInside = false;
      task = isDone ? this.#waiting.shift() : undefined;
    }
  }
}

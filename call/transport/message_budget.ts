// How much another page may send: so much at once, so much a second after that.

export interface MessageBudgetOptions {
  /** At once. */
  burst: number;
  /** Again every second. */
  perSecond: number;
}

/** A token bucket. What is over the limit is refused at once and costs nothing later. */
export class MessageBudget {
  readonly #options: MessageBudgetOptions;
  #left: number;
  #at: number | null = null;

  constructor(options: MessageBudgetOptions) {
    this.#options = options;
    this.#left = options.burst;
  }

  /** Whether so much more may come at this time (milliseconds of any clock). */
  take(now: number, amount = 1): boolean {
    const { burst, perSecond } = this.#options;
    const passed = Math.max(0, now - (this.#at ?? now)) / 1_000;
    this.#at = now;
    this.#left = Math.min(burst, this.#left + passed * perSecond);
    if (amount > this.#left) return false;
    this.#left -= amount;
    return true;
  }
}

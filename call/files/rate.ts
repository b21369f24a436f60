// How many bytes a second arrived over the last seconds.
import type { Clock } from "../ports.ts";

/** The time that is looked at, in milliseconds, and the least that says anything. */
const SPAN_MS = 5_000;
const LEAST_MS = 900;

export class Rate {
  readonly #clock: Pick<Clock, "steady">;
  #total = 0;
  #samples: { at: number; total: number }[] = [];

  constructor(clock: Pick<Clock, "steady">) {
    this.#clock = clock;
  }

  add(bytes: number): void {
    this.#total += bytes;
  }

  /** To be asked for every half second or so; null in the first moments. */
  perSecond(): number | null {
    const at = this.#clock.steady();
    this.#samples.push({ at, total: this.#total });
    this.#samples = this.#samples.filter((sample) => at - sample.at <= SPAN_MS);
    const [first] = this.#samples;
    if (first === undefined || at - first.at < LEAST_MS) return null;
    return (this.#total - first.total) * 1_000 / (at - first.at);
  }
}

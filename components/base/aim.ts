// Whom a press means where the person on a button changes: whoever was named when it came down.
import { REACTION_MS } from "./press_intent.ts";

/** A finger that came down longer ago than this, in milliseconds, went elsewhere. */
const HELD_MS = 5_000;

/** What one button stands for over time. All times are steady clock readings in milliseconds. */
export class Aim<T> {
  #shown: T;
  #changedAt = -Infinity;
  /** What the press that is under way means; undefined while none is. */
  #held: { target: T | null; at: number } | undefined;

  /** Whom the last click meant: the second half of a double click means nobody else. */
  #clicked: T | null = null;

  /** It is on the screen since `now`: what comes under a finger is not read at once either. */
  constructor(shown: T, now: number = -Infinity) {
    this.#shown = shown;
    this.#changedAt = now;
  }

  /** The button stands for this from now on. */
  show(target: T, now: number): void {
    if (target === this.#shown) return;
    this.#shown = target;
    this.#changedAt = now;
  }

  /** The mouse moved over it: the person came to it, and it did not come to them. */
  move(): void {
    this.#changedAt = -Infinity;
  }

  /** A finger or a key came down. Nobody reads another name and presses within a moment. */
  press(at: number): void {
    this.#held = { target: at - this.#changedAt < REACTION_MS ? null : this.#shown, at };
  }

  /**
   * What the click means; null: nothing. A click without a press, as a screen reader's, means what is
   * shown. `clicks` is 2 for the second half of a double click.
   */
  click(now: number, { clicks = 1 }: { clicks?: number } = {}): T | null {
    const held = this.#held;
    this.#held = undefined;
    const target = held === undefined || now - held.at > HELD_MS ? this.#shown : held.target;
    const isSecondHalf = clicks > 1 && target !== this.#clicked;
    this.#clicked = target;
    return isSecondHalf ? null : target;
  }
}

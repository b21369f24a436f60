// What a part of a call has to undo when the call ends: effects, listeners, timers.
import { effect, untracked } from "@preact/signals-core";
import type { Clock } from "./ports.ts";

/** Undoes one thing. */
export type Disposer = () => void;

/** Collects disposers, and runs each of them once. Effects of a call are made here alone. */
export class Scope {
  readonly #disposers = new Set<Disposer>();
  #isDisposed = false;

  /** Keeps these until the scope ends; after that they run at once. */
  add(...disposers: readonly Disposer[]): void {
    for (const dispose of disposers) {
      if (this.#isDisposed) dispose();
      else this.#disposers.add(dispose);
    }
  }

  /** Runs `run` now, and again whenever a signal that it read has changed. */
  effect(run: () => void): void {
    if (!this.#isDisposed) this.add(effect(run));
  }

  /** Runs `react` with the value of `read`, now and whenever that value changes. */
  watch<T>(read: () => T, react: (value: T) => void): void {
    this.effect(() => {
      const value = read();
      untracked(() => react(value));
    });
  }

  /** The same clock, whose timers end with the scope. */
  clock(clock: Clock): Clock {
    return {
      ...clock,
      after: (ms, run) => {
        if (this.#isDisposed) return () => {};
        const stop = clock.after(ms, () => {
          this.#disposers.delete(cancel);
          run();
        });
        const cancel = () => {
          this.#disposers.delete(cancel);
          stop();
        };
        this.#disposers.add(cancel);
        return cancel;
      },
    };
  }

  /** Undoes everything, the newest first. A second time does nothing. */
  dispose(): void {
    this.#isDisposed = true;
    for (const dispose of [...this.#disposers].reverse()) dispose();
    this.#disposers.clear();
  }
}

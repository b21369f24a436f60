// Chance that a failing test can repeat.
import assert from "node:assert/strict";

/** Numbers in [0, 1) from a seed (the mulberry32 generator). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of several, by chance. */
export function pick<T>(random: () => number, from: readonly T[]): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new Error("nothing to pick from");
  return chosen;
}

/** Lets everything that is already under way come to rest: microtasks, however deeply chained. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}

/** Waits for what takes turns of the event loop, as cryptography does. */
export async function until(done: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!done()) {
    assert.ok(performance.now() < end, "it did not come to that");
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }
}

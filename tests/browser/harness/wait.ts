// Waiting without sleeping blindly: ask again and again, and say what was seen when it fails.
import { isDeepStrictEqual } from "node:util";

/** How long and for what {@link until} waits. */
export interface Wait<T> {
  /** Completes the sentence "Waited 30 s for …". */
  what: string;
  /** In milliseconds; 30 000 when not given. */
  timeout?: number;
  /** Pause between two looks in milliseconds; 100 when not given. */
  every?: number;
  /** Says which value is good enough; anything truthy when not given. */
  ok?: (seen: T) => boolean;
}

const TIMEOUT_MS = 30_000;
const EVERY_MS = 100;
const SEEN_LIMIT = 2_000;

/** Reads until the value is good and returns it. Throws with the last value (or error) seen. */
export async function until<T>(read: () => T | Promise<T>, wait: Wait<T>): Promise<T> {
  const { what, timeout = TIMEOUT_MS, every = EVERY_MS, ok = Boolean } = wait;
  const end = performance.now() + timeout;
  let seen = "nothing yet";
  while (true) {
    try {
      const value = await within(read(), end);
      if (ok(value)) return value;
      seen = show(value);
    } catch (error) {
      if (error !== TOO_LATE) seen = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() >= end) {
      throw new Error(`Waited ${timeout / 1000} s for ${what}; last seen: ${seen}`);
    }
    await pause(every);
  }
}

/** Reads until the value is this one, however deep, and returns it. Throws like {@link until}. */
export function untilEqual<T>(
  read: () => T | Promise<T>,
  wanted: T,
  wait: Omit<Wait<T>, "ok">,
): Promise<T> {
  return until(read, { ...wait, ok: (seen) => isDeepStrictEqual(seen, wanted) });
}

const TOO_LATE = Symbol("too late");

/** A look that never comes back must not outlive the wait. */
async function within<T>(promise: T | Promise<T>, end: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(TOO_LATE), Math.max(1, end - performance.now()));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** For loops with a rhythm of their own. A test waits with {@link until}, not with this. */
export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Watches that something stays true for a while: for "nothing happens" claims. Reads at least once. */
export async function staysTrue(
  read: () => boolean | Promise<boolean>,
  { what, ms, every = EVERY_MS }: { what: string; ms: number; every?: number },
): Promise<void> {
  const end = performance.now() + ms;
  do {
    if (!(await read())) throw new Error(`Expected to stay true for ${ms} ms: ${what}`);
    await pause(every);
  } while (performance.now() < end);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value).slice(0, SEEN_LIMIT);
  return Deno.inspect(value, { depth: 6, colors: false, strAbbreviateSize: 300 }).slice(
    0,
    SEEN_LIMIT,
  );
}

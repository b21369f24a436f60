// Which cause is shown: one that was there for a moment is an accident, one that was told stays for a while. Pure.
import type { Cause, Causes } from "../transport/cause.ts";

interface Shown {
  readonly cause: Cause | null;
  readonly shownAt: number;
  /** What is there instead, and since when. */
  readonly next: { readonly cause: Cause | null; readonly since: number } | null;
}

/** By member id; begin with an empty one. */
export type ShownCauses = ReadonlyMap<string, Shown>;

/** So long a cause is there before it is shown, in milliseconds. */
const APPEAR_MS = 3_000;
/** So long it is away, or another one there, before that is shown. */
const CHANGE_MS = 6_000;
/** So long it is shown at least. */
const LEAST_MS = 10_000;

/** What is shown after a look at `seen`; `now` in milliseconds of a steady clock. */
export function nextShown(before: ShownCauses, seen: Causes, now: number): ShownCauses {
  const ids = new Set([...before.keys(), ...seen.keys()]);
  return new Map([...ids].flatMap((id) => {
    const next = step(before.get(id) ?? NOTHING, seen.get(id) ?? null, now);
    return next.cause === null && next.next === null ? [] : [[id, next] as const];
  }));
}

/** What stands beside each person. */
export function causesIn(shown: ShownCauses): Causes {
  return new Map([...shown].flatMap(([id, { cause }]) => cause === null ? [] : [[id, cause]]));
}

const NOTHING: Shown = { cause: null, shownAt: -Infinity, next: null };

function step(shown: Shown, seen: Cause | null, now: number): Shown {
  if (seen === shown.cause) return { ...shown, next: null };
  const next = shown.next?.cause === seen ? shown.next : { cause: seen, since: now };
  const lasts = now - next.since;
  const isDue = shown.cause === null
    ? lasts >= APPEAR_MS
    : lasts >= CHANGE_MS && now - shown.shownAt >= LEAST_MS;
  return isDue ? { cause: seen, shownAt: now, next: null } : { ...shown, next };
}

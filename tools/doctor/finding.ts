// What a check of the doctor's says: that something is well, or what is wrong and what to do.
import type { Key } from "./words.ts";

/** One line of the report. */
export interface Finding {
  readonly ok: boolean;
  /** Which sentence says it. */
  readonly says: Key;
  /** What stands in the sentence's braces. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** All is well with this. */
export function well(says: Key, values: Finding["values"] = {}): Finding {
  return { ok: true, says, values };
}

/** Something is wrong, and the sentence says what to do. */
export function wrong(says: Key, values: Finding["values"] = {}): Finding {
  return { ok: false, says, values };
}

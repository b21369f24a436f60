// Why the server refused what was asked for, beside the control that asked.
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Nothing while there is no failure. */
export function Refused({ why, t }: { why: Failure | null; t: T }) {
  return why && <p class="field-error" role="alert">{t(`error.${why}`)}</p>;
}

// Whether a key belongs to an input method, with which a word is being composed.

/** What every browser reports as `keyCode` for a key that the input method takes. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether this press is part of composing a word (Japanese, Korean, Vietnamese, a phone's keyboard).
 * WebKit ends the composition before it tells of the Enter that ended it: there only `keyCode` says
 * to whom that Enter belongs.
 */
export function isComposing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
}

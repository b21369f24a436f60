// Text in characters as people see them: an emoji of seven code points is one. Pure.

/** Latin, Greek and Cyrillic without marks that join what stands before: each is one character. */
const SIMPLE = /^[\x20-\x7e\u00a0-\u02ff\u0370-\u0482\u048a-\u052f]*$/;

/**
 * The characters of a text in their order; together they are the text. Browsers of before 2024 do not
 * know them (`Intl.Segmenter`): there they are code points. The first segmenter of a page is slow to
 * make, so what needs none does without.
 */
export function* charactersOf(text: string): Generator<string> {
  if (SIMPLE.test(text) || !("Segmenter" in Intl)) return yield* text;
  for (const { segment } of new Intl.Segmenter().segment(text)) yield segment;
}

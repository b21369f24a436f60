// Text in characters as people see them: an emoji of seven code points is one. Pure.

/**
 * The characters of a text in their order; together they are the text. Browsers of before 2024 do not
 * know them (`Intl.Segmenter`): there they are code points.
 */
export function* charactersOf(text: string): Generator<string> {
  if (!("Segmenter" in Intl)) return yield* text;
  for (const { segment } of new Intl.Segmenter().segment(text)) yield segment;
}

// A small CSS minifier: comments and white space. It knows our style sheets, not all of CSS.

/** Removes comments, line breaks, and the spaces that no rule needs. */
export function minifyCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/([a-z-]): /g, "$1:") // declarations; a selector has no space after its colon
    .replace(/;}/g, "}")
    .trim() + "\n";
}

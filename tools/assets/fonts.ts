// The parts of the font Onest that we serve, as rules for the style sheet.

/** One file of the font and the characters that are in it (as its package declares them). */
export interface Subset {
  name: string;
  range: string;
}

/**
 * Kyrgyz "ң", "ө", "ү" are in cyrillic-ext, the other letters in cyrillic: a Kyrgyz page needs both
 * (routes/(_parts)/preloads.ts).
 * latin-ext is for names such as "Gülşat" and is fetched only when one shows up.
 */
export const SUBSETS: readonly Subset[] = [
  {
    name: "cyrillic-ext",
    range: "U+0460-052F,U+1C80-1C8A,U+20B4,U+2DE0-2DFF,U+A640-A69F,U+FE2E-FE2F",
  },
  { name: "cyrillic", range: "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116" },
  {
    name: "latin-ext",
    range: "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329," +
      "U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F," +
      "U+A720-A7FF",
  },
  {
    name: "latin",
    range: "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329," +
      "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
  },
];

/**
 * The @font-face rules, and a local stand-in of about the same width until the files are there. The
 * builder adds the hashes that a page's preloads carry, or the files would be fetched twice.
 */
export function fontFaces(): string {
  const faces = SUBSETS.map(({ name, range }) =>
    `@font-face{font-family:"Onest Variable";font-style:normal;font-display:swap;` +
    `font-weight:100 900;src:url(/gen/onest-${name}.woff2) format("woff2");unicode-range:${range}}`
  );
  const local = ["Arial", "Liberation Sans", "Roboto"].map((font) => `local("${font}")`);
  faces.push(
    `@font-face{font-family:"Onest Fallback";src:${local.join(",")};size-adjust:99%;` +
      `ascent-override:98%;descent-override:31%;line-gap-override:0%}`,
  );
  return faces.join("\n");
}

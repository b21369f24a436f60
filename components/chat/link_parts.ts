// What of a text is a link, and where each link ends. Pure.
import { tokenize } from "linkifyjs";

/** A part of a text; `href` is null where it is no link. */
export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

const SAFE = /^(https?|mailto):/i;

/** Endings of files that are domains as well: a name without a scheme is meant as a file. */
const FILE_ENDINGS = /\.(?:zip|mov|md|py|rs|sh|pl|ps|cc|app|so|ai)$/i;

/** Quotation marks of Kyrgyz, Russian and English texts that open one. */
const OPENING = "«„“‹";
const CLOSING = "»”›";

/**
 * What never stands in an address as it is: quotes, signs of code and HTML, white space nobody sees,
 * signs of CJK texts, dashes.
 */
const NEVER_IN =
  /["<>`‟\\\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u2014\u3001\u3002\uff0c\uff0e]/u;

/** What ends a sentence or a bracket around an address, not the address. */
const ENDS = /[.,:;!?…·*_~'"’‘”»›>)\]}）]/u;

/** Closing signs that belong to an address in which they were opened. */
const PAIRS: Readonly<Record<string, string>> = {
  ")": "(",
  "]": "[",
  "}": "{",
  "»": "«",
  "”": "“",
};

/** So often what stands behind an address is looked through without a space before it. */
const MOST_CUTS = 5;

/** The parts of a text in their order; together they are the text. */
export function linkParts(text: string): TextPart[] {
  return partsOf(text, MOST_CUTS);
}

function partsOf(text: string, cuts: number): TextPart[] {
  const parts: TextPart[] = [];
  const add = (part: TextPart) => {
    const last = parts.at(-1);
    if (part.text === "") return;
    if (last !== undefined && last.href === null && part.href === null) {
      parts[parts.length - 1] = { text: last.text + part.text, href: null };
    } else parts.push(part);
  };
  for (const token of tokenize(text)) {
    const shown = token.toString();
    const href = token.isLink ? hrefOf(shown, token.toHref("https")) : null;
    const end = href === null ? 0 : endOfLink(shown);
    if (href === null || end === 0 || cuts === 0) {
      add({ text: shown, href: null });
      continue;
    }
    const kept = shown.slice(0, end);
    add({ text: kept, href: href.slice(0, href.length - (shown.length - end)) });
    if (end < shown.length) partsOf(shown.slice(end), cuts - 1).forEach(add);
  }
  return parts;
}

/** Null for what is not to be a link after all. */
function hrefOf(shown: string, href: string): string | null {
  if (!SAFE.test(href)) return null;
  const isPlain = !/^(?:https?:|mailto:|www\.)/i.test(shown) && !shown.includes("@");
  return isPlain && FILE_ENDINGS.test(shown) ? null : href;
}

/**
 * Where an address ends. A quotation mark that has no partner in it belongs to a quotation around it;
 * brackets that were opened in it are its own, as in the addresses of encyclopedias.
 */
function endOfLink(link: string): number {
  const never = link.search(NEVER_IN);
  let end = never === -1 ? link.length : never;
  const opened: number[] = [];
  for (let at = 0; at < end; at++) {
    const letter = link[at] ?? "";
    if (CLOSING.includes(letter) && opened.length > 0) opened.pop();
    else if (OPENING.includes(letter)) opened.push(at);
    else if (CLOSING.includes(letter)) end = at;
  }
  end = Math.min(end, ...opened);
  while (end > 0 && endsSentence(link.slice(0, end))) end -= 1;
  return end;
}

function endsSentence(link: string): boolean {
  const last = link.at(-1) ?? "";
  const opening = PAIRS[last];
  const isOwn = opening !== undefined && count(link, opening) >= count(link, last);
  return ENDS.test(last) && !isOwn;
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

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
const ENDS = /[.,:;!?…·*~'"’‘”»›>)\]}）]/u;

/** A word that is stressed as _Markdown_ does it, and not closed before the text ends. */
const STRESSED = /(?:^|[^\p{L}\p{N}_])_+(?!\s)[^_\n]*$/u;

/** A whole key, or a whole invitation, of a link to a room: its last letter may be any of base64url. */
const WHOLE_KEY = /[#&](?:k=[\w-]{22}|host=[\w-]{43}|invite=[\w-]+\.[a-z]+\.\d+\.[\w-]{22})$/;

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
  return partsOf(text, { before: "", cuts: MOST_CUTS });
}

/** `before` is what stands before this text in the whole. */
function partsOf(text: string, { before, cuts }: { before: string; cuts: number }): TextPart[] {
  let read = before;
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
    const end = href === null ? 0 : endOfLink(shown, { before: read });
    if (href === null || end === 0 || cuts === 0) {
      add({ text: shown, href: null });
      read += shown;
      continue;
    }
    const kept = shown.slice(0, end);
    add({ text: kept, href: href.slice(0, href.length - (shown.length - end)) });
    read += kept;
    if (end < shown.length) {
      partsOf(shown.slice(end), { before: read, cuts: cuts - 1 }).forEach(add);
      read += shown.slice(end);
    }
  }
  return parts;
}

/** The end of a text, as far as signs of stress reach. */
function lineOf(text: string): string {
  return text.slice(Math.max(text.lastIndexOf("\n") + 1, text.length - 500));
}

/** Null for what is not to be a link after all. */
function hrefOf(shown: string, href: string): string | null {
  if (!SAFE.test(href) || isMisleading(href)) return null;
  const isPlain = !/^(?:https?:|mailto:|www\.)/i.test(shown) && !shown.includes("@");
  return isPlain && FILE_ENDINGS.test(shown) ? null : href;
}

/** "https://bank.kg@other.kg" leads to the other; a sign that looks like "/" belongs to a host's name. */
function isMisleading(href: string): boolean {
  try {
    const { username, password } = new URL(href);
    return username !== "" || password !== "";
  } catch {
    return true;
  }
}

/**
 * Where an address ends. A quotation mark that has no partner in it belongs to a quotation around it;
 * brackets that were opened in it are its own, as in the addresses of encyclopedias.
 */
function endOfLink(link: string, { before }: { before: string }): number {
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
  const isStress = link[end - 1] === "_" && STRESSED.test(lineOf(before));
  while (isStress && link[end - 1] === "_" && !WHOLE_KEY.test(link.slice(0, end))) end -= 1;
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

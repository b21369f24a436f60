// Links to rooms as they arrive: wrapped by gateways, encoded by mail programs, cut and quoted by people.
import {
  decoded,
  fragmentOf,
  isWhole,
  type LinkField,
  MOST_LAYERS,
  readFields,
  readRoomPath,
  type RoomLink,
  straighten,
} from "./link_parts.ts";
import { roomName } from "./names.ts";

export { fragmentOf, readFields, type RoomLink, roomPath } from "./link_parts.ts";

/** What nobody sees and some programs put into long words. */
// deno-lint-ignore no-control-regex
const INVISIBLE = /[\u0000-\u0008\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Where a mail program or a text field breaks a long line: quoted-printable, quotes, folded lines. */
const BREAK = /(?:=?[ \t>]*[\r\n\v\f\u2028]|<wbr ?\/?>)[\s>]*/;
/** So many breaks of lines are mended; a text with more of them is no link. */
const MOST_BREAKS = 8;

/** Letters of a text in which a link is looked for. */
const LONGEST = 50_000;

/**
 * What may carry a secret, as the `pattern` of a text field refuses it: where there is no script, a
 * form must not send what stands behind a "#". "aHR0c" is how "http" begins in base64.
 */
export const NO_SECRET =
  "(?!.*(([kK]|[hH]ost|[iI]nvite)\\s*(\\\\?=|＝|%(25)*3[dD]|-3D|&#|&equals;|\\\\u003[dD])|aHR0c)).*";

/** The room and the secrets that a name, a link, or a text with a link in it stands for; or null. */
export function readRoomLink(text: string): RoomLink | null {
  const seen = joinSecrets(straighten(decodeEscapes(shortened(text))));
  const read = readLayers(seen);
  if (isComplete(read)) return read;
  let best = read;
  let joined = seen;
  for (let n = 0; n < MOST_BREAKS && BREAK.test(joined); n++) {
    joined = joined.replace(BREAK, "");
    const mended = readLayers(joinSecrets(joined));
    if (isComplete(mended)) return mended;
    if (mended !== null && mended.fragment.length > (best?.fragment.length ?? -1)) best = mended;
  }
  return best;
}

/** Without what nobody sees, and with an end: whoever pastes a book or pages of blanks waits for nothing. */
function shortened(text: string): string {
  return text.slice(0, LONGEST).replace(INVISIBLE, "").trim().replace(
    /[\s>]{65,}/g,
    (blanks) => blanks.slice(0, 64),
  );
}

/** Puts secrets together that a line's end or a blank cut into pieces: it is known how long they are. */
function joinSecrets(text: string): string {
  const cut =
    /([#?&;!/]|%(?:25)*2[36])(k|host|invite)(=|%(?:25)*3d)\s*((?:[\w.-]+(?:=?[\s>]+|<wbr ?\/?>|$)?)+)/gi;
  return text.replace(/\s+(?=[#&](?:k|host|invite)=)/gi, "").replace(
    cut,
    (all, before, name, is, value: string) => {
      const field = name.toLowerCase() as LinkField;
      const pieces = value.split(/=?[\s>]+|<wbr ?\/?>/);
      for (let n = 1; n <= Math.min(pieces.length, MOST_BREAKS); n++) {
        const whole = pieces.slice(0, n).join("").replace(/^3D(?=[\w-]{22})/, "");
        if (isWhole(whole, field)) {
          return [`${before}${name}${is}${whole}`, ...pieces.slice(n)].join(" ");
        }
      }
      return all;
    },
  );
}

function readLayers(text: string): RoomLink | null {
  let layer: string | null = text;
  let outer: RoomLink | null = null;
  for (let n = 0; layer !== null && n < MOST_LAYERS; n++) {
    layer = fillIn(layer);
    const read = readLink(layer);
    layer = unwrap(layer);
    if (read !== null && (layer === null || outer !== null)) return isBetter(read, outer);
    outer ??= read;
  }
  if (outer !== null) return outer;
  return /:\/\/|(?:^|\/)r\//i.test(text) ? null : readName(text);
}

/** A gateway's own address may look like that of a room: what it leads to counts, if it has a key. */
function isBetter(inner: RoomLink, outer: RoomLink | null): RoomLink {
  return outer === null || isComplete(inner) ? inner : outer;
}

/** A link whose own path is that of a room. What is written behind it is no part of the room. */
function readLink(text: string): RoomLink | null {
  const tail = /\/\/[^\s/?#]*\/+r\/+(\S+)/i.exec(text)?.[1] ??
    /(?:^|[^\p{L}\p{N}.:@%/-])[\p{L}\p{N}.:[\]-]*\/+r\/+(\S+)/iu.exec(text)?.[1] ??
    /^r\/+(\S+)/i.exec(text)?.[1];
  if (tail === undefined) return null;
  return readRoomPath(
    tail.replace(/^([^/?#"'`«»„“”<>()[\]{}|,;!…*~]+)["'`»“”<>()[\]{}|,;!…*~][^/?#]*/, "$1"),
  );
}

/** Only a name, perhaps with the end of a link behind it. */
function readName(text: string): RoomLink | null {
  const [, before, fields = ""] = /^([^/]*?)(?=[#?&]\s*(?:k|host|invite)=)(.*)$/is.exec(
    text.replace(/%(?:25)*23/g, "#").replace(/%(?:25)*3d/gi, "="),
  ) ?? [];
  const room = roomName(before ?? text);
  return room === null ? null : { room, fragment: fragmentOf(readFields(fields)) };
}

/** The address inside the address of a gateway that checks links, in its query or in its path. */
function unwrap(text: string): string | null {
  const values = [
    ...[...text.matchAll(/[?&#][\w-]+=([^&#\s]+)/g)].map(([, value = ""]) => value),
    ...[...text.matchAll(/https?%(?:25)*3a[^&#?\s/]+/gi)].map(([value]) => value),
  ];
  for (const value of values) {
    const inner = decoded(plainOf(value));
    if (inner !== null && /(?:^|\/|%2f)r(?:\/|%2f)/i.test(inner)) return inner;
  }
  return null;
}

/** Sophos writes addresses in base64; the second version of Proofpoint with other signs for "%". */
function plainOf(value: string): string {
  if (/^https?-3A/.test(value)) {
    return value.replaceAll("_", "/").replace(/-([0-9A-F]{2})/g, "%$1");
  }
  return value.startsWith("aHR0c") ? textOfBase64(decoded(value) ?? value) ?? value : value;
}

/** Proofpoint writes "*" for some letters of a link and says behind it which ones they were. */
function fillIn(text: string): string {
  const [, link = "", letters = ""] = /\/v3\/__(.+?)__;([^!]*)!/.exec(text) ?? [];
  if (link === "") return text;
  const given = [...textOfBase64(letters) ?? ""];
  return link.replaceAll("*", () => given.shift() ?? "*");
}

function textOfBase64(text: string): string | null {
  try {
    return atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  } catch {
    return null;
  }
}

/** "\\u0023" and "\\/" of JSON, and what HTML makes of quotes and blanks. */
function decodeEscapes(text: string): string {
  return text.replace(
    /\\u00(2[36f]|3[adf])/gi,
    (_, code) => String.fromCharCode(parseInt(code, 16)),
  )
    .replace(/&(?:quot|lt|gt|nbsp|#0*34|#0*39|#0*60|#0*62|#0*160);/gi, " ");
}

function isComplete(link: RoomLink | null): boolean {
  const fields = Object.entries(readFields(link?.fragment ?? "")) as [LinkField, string][];
  return fields.some(([field, value]) => field !== "invite" && isWhole(value, field));
}

// Links to rooms as they arrive: wrapped by gateways, encoded by mail programs, cut and quoted by people.
import { roomName } from "./names.ts";

/** What a link says. Its fields are secrets: they belong behind the "#", which no browser sends. */
export interface RoomLink {
  room: string;
  /** "#host=…&invite=…&k=…", or "" for a link that carries nothing. */
  fragment: string;
}

const FIELDS = ["host", "invite", "k"] as const;
type Field = typeof FIELDS[number];

/** Letters of keys that this product makes: 16 and 32 bytes in base64url. */
const MADE = [22, 43];
/** So often a link may be wrapped or encoded again. */
const MOST_LAYERS = 4;
/** What nobody sees and some programs put into long words. */
// deno-lint-ignore no-control-regex
const INVISIBLE = /[\u0000-\u0008\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * What may carry a secret, as the `pattern` of a text field refuses it: where there is no script, a
 * form must not send what stands behind a "#".
 */
export const NO_SECRET = "(?!.*([kK]|[hH]ost|[iI]nvite)\\s*(\\\\?=|＝|%(25)*3[dD]|-3D|&#)).*";

/** The room and the secrets that a name, a link, or a text with a link in it stands for; or null. */
export function readRoomLink(text: string): RoomLink | null {
  const seen = text.replace(INVISIBLE, "").trim();
  const read = readLayers(seen);
  if (!/[\r\n]/.test(seen) || isWhole(read)) return read;
  // Mail programs break long lines, with or without a sign for it (quoted-printable).
  const joined = readLayers(seen.replace(/=?[ \t>]*\r?\n[ \t>]*/g, ""));
  return joined !== null && (read === null || joined.fragment.length > read.fragment.length)
    ? joined
    : read;
}

/** The path and fragment of this product for a link; the address to show instead of a mangled one. */
export function roomPath({ room, fragment }: RoomLink): string {
  return `/r/${encodeURIComponent(room)}${fragment}`;
}

/** What a fragment or a query carries of ours; of two with the same name the first counts. */
export function readFields(text: string): Partial<Record<Field, string>> {
  const plain = straighten(decodeEntities(text)).replace(
    /%(?:25)*2([36])/g,
    (_, sign) => sign === "3" ? "#" : "&",
  )
    .replace(/%(?:25)*3d/gi, "=");
  const fields: Partial<Record<Field, string>> = {};
  for (const [, name = "", value = ""] of plain.matchAll(/(?:^|[#?&;!/])(\w+)=([^&#?;\s]*)/g)) {
    const field = FIELDS.find((one) => one === name.toLowerCase());
    if (field !== undefined) fields[field] ??= cleanValue(value, field);
  }
  return fields;
}

/** A fragment with these fields, in the order in which this product writes them. */
export function fragmentOf(fields: Partial<Record<Field, string>>): string {
  const pairs = FIELDS.flatMap((name) => {
    const value = fields[name];
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return pairs.length === 0 ? "" : `#${pairs.join("&")}`;
}

function readLayers(text: string): RoomLink | null {
  let layer: string | null = straighten(decodeEntities(text));
  for (let n = 0; layer !== null && n < MOST_LAYERS; n++) {
    layer = fillIn(layer);
    const read = readLink(layer);
    if (read !== null) return read;
    layer = unwrap(layer);
  }
  return /:\/\/|(?:^|\/)r\//i.test(text) ? null : readName(text);
}

/** A link whose own path is that of a room. */
function readLink(text: string): RoomLink | null {
  const start = /(?:^|[\s"'«»„“”‘’<>([{*_])(?:[a-z]+:\/\/)?[^\s/?#]*\/r\/+(\S+)/i.exec(text)?.[1] ??
    /^r\/+(\S+)/i.exec(text)?.[1];
  if (start === undefined) return null;
  const tail = openUp(start);
  const [, segment = "", rest = ""] = /^([^/?#]*)(.*)$/s.exec(tail) ?? [];
  const room = roomName(decoded(segment) ?? "");
  return room === null ? null : { room, fragment: fragmentOf(readFields(rest)) };
}

/** Only a name, perhaps with the end of a link behind it. */
function readName(text: string): RoomLink | null {
  const [, before, fields = ""] = /^([^/]*?)(?=[#?&]\s*(?:k|host|invite)=)(.*)$/is.exec(
    text.replace(/%(?:25)*23/g, "#").replace(/%(?:25)*3d/gi, "="),
  ) ?? [];
  const room = roomName(before ?? text);
  return room === null ? null : { room, fragment: fragmentOf(readFields(fields)) };
}

/** "R%23k%3DK": somebody encoded the "#", so that the rest became a part of the path. */
function openUp(tail: string): string {
  let open = tail;
  for (let n = 0; n < MOST_LAYERS && !/[#?]/.test(open) && /%(?:25)*(?:23|3f)/i.test(open); n++) {
    open = decoded(open) ?? open.replace(/%(?:25)*23/g, "#").replace(/%(?:25)*3f/gi, "?");
  }
  return open;
}

/** The address inside the address of a gateway that checks links. */
function unwrap(text: string): string | null {
  for (const [, value = ""] of text.matchAll(/[?&#][\w-]+=([^&#\s]+)/g)) {
    const proofpoint = /^https?-3A/.test(value)
      ? value.replaceAll("_", "/").replace(/-([0-9A-F]{2})/g, "%$1")
      : value;
    const inner = decoded(proofpoint);
    if (inner !== null && /(?:^|\/|%2f)r(?:\/|%2f)/i.test(inner)) return inner;
  }
  return null;
}

/** Proofpoint writes "*" for some letters of a link and says behind it which ones they were. */
function fillIn(text: string): string {
  const [, link = "", letters = ""] = /\/v3\/__(.+?)__;([^!]*)!/.exec(text) ?? [];
  if (link === "") return text;
  try {
    const given = [...atob(letters.replace(/-/g, "+").replace(/_/g, "/"))];
    return link.replaceAll("*", () => given.shift() ?? "*");
  } catch {
    return link;
  }
}

/** Takes away what people and programs write around a link: quotes, brackets, full stops. */
function cleanValue(value: string, field: Field): string {
  const plain = decoded(value) ?? value;
  const [clean = ""] = /^[\w.-]+/.exec(plain.replace(/^["'«„“”‘’<([{]+/, "")) ?? [];
  const ended = clean.replace(/\.+$/, "");
  const bare = ended.replace(/[_-]+$/, "");
  if (field !== "invite" && MADE.includes(bare.length)) return bare;
  // Quoted-printable writes "=" as "=3D".
  if (field !== "invite" && ended.startsWith("3D") && MADE.includes(ended.length - 2)) {
    return ended.slice(2);
  }
  return ended.length >= Math.min(...MADE) ? ended : plain;
}

function decodeEntities(text: string): string {
  return text.replace(/&amp;/gi, "&").replace(/&#(?:35|x23);/gi, "#").replace(
    /&#(?:61|x3d);/gi,
    "=",
  );
}

/** What keyboards of wide letters, Markdown and automatic spaces make of the signs of a link. */
function straighten(text: string): string {
  return text.replace(/[＃＝＆？]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\\(?=[#=&?_*-])/g, "")
    .replace(/[ \t]*([#&])[ \t]*(k|host|invite)[ \t]*=[ \t]*/gi, "$1$2=");
}

function isWhole(link: RoomLink | null): boolean {
  const { k, host } = readFields(link?.fragment ?? "");
  return [k, host].some((key) => key !== undefined && MADE.includes(key.length));
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

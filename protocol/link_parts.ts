// What a link to a room carries: its room, and the secrets behind its "#", which no browser sends. Pure.
import { roomName } from "./names.ts";

/** What a link says. Its fields are secrets: they belong behind the "#", which no browser sends. */
export interface RoomLink {
  room: string;
  /** "#host=…&invite=…&k=…", or "" for a link that carries nothing. */
  fragment: string;
}

const FIELDS = ["host", "invite", "k"] as const;
/** What a link may carry: a host's key, an invitation, the room's key. */
export type LinkField = typeof FIELDS[number];

/** Letters of keys that this product makes: 16 and 32 bytes in base64url. */
const MADE = [22, 43];
/** A signed invitation: its id, role, end, and signature. */
const INVITATION = /^[\w-]+\.[a-z]+\.\d{1,15}\.[\w-]{22}/;
/** So often a link may be wrapped or encoded again. */
export const MOST_LAYERS = 4;

/** The path and fragment of this product for a link; the address to show instead of a mangled one. */
export function roomPath({ room, fragment }: RoomLink): string {
  return `/r/${encodeURIComponent(room)}${fragment}`;
}

/** What stands behind "/r/" in an address, however it was encoded; null where that is no room. */
export function readRoomPath(path: string): RoomLink | null {
  const [, segment = "", rest = ""] = /^([^/?#]*)(.*)$/s.exec(openUp(path)) ?? [];
  const room = roomName(decoded(segment) ?? "");
  return room === null ? null : { room, fragment: fragmentOf(readFields(rest)) };
}

/** What a fragment or a query carries of ours; of two with the same name the first counts. */
export function readFields(text: string): Partial<Record<LinkField, string>> {
  const plain = straighten(text).replace(
    /%(?:25)*2([36])/g,
    (_, sign) => sign === "3" ? "#" : "&",
  )
    .replace(/%(?:25)*3d/gi, "=");
  const fields: Partial<Record<LinkField, string>> = {};
  for (const [, name = "", value = ""] of plain.matchAll(/(?:^|[#?&;!/])(\w+)=([^&#?;\s]*)/g)) {
    const field = FIELDS.find((one) => one === name.toLowerCase());
    if (field !== undefined) fields[field] ??= cleanValue(value, field);
  }
  return fields;
}

/** A fragment with these fields, in the order in which this product writes them. */
export function fragmentOf(fields: Partial<Record<LinkField, string>>): string {
  const pairs = FIELDS.flatMap((name) => {
    const value = fields[name];
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return pairs.length === 0 ? "" : `#${pairs.join("&")}`;
}

/** "R%23k%3DK": somebody encoded the "#", so that the rest became a part of the path. */
function openUp(tail: string): string {
  let open = tail;
  for (let n = 0; n < MOST_LAYERS && !/[#?]/.test(open) && /%(?:25)*(?:23|3f)/i.test(open); n++) {
    open = decoded(open) ?? open.replace(/%(?:25)*23/g, "#").replace(/%(?:25)*3f/gi, "?");
  }
  return open;
}

/** Takes away what people and programs write around and into a secret: quotes, full stops, line ends. */
function cleanValue(value: string, field: LinkField): string {
  const plain = (decoded(value) ?? value).replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").trim();
  const clean = unquoted(plain);
  const made = madeOf(clean, field) ?? madeOf(unquoted(plain.replace(/=?\s+/g, "")), field);
  if (made !== null) return made;
  return clean.length >= Math.min(...MADE) ? clean.replace(/\.+$/, "") : plain;
}

function unquoted(text: string): string {
  return /^[\w.-]+/.exec(text.replace(/^["'«„“”‘’<([{]+/, ""))?.[0] ?? "";
}

/** The secret that this product made, where only signs of stress and full stops stand behind it. */
function madeOf(clean: string, field: LinkField): string | null {
  // Quoted-printable writes "=" as "=3D".
  const bare = clean.startsWith("3D") && isWhole(clean.slice(2), field) ? clean.slice(2) : clean;
  const all = field === "invite"
    ? [INVITATION.exec(bare)?.[0] ?? ""]
    : MADE.map((letters) => bare.slice(0, letters));
  return all.find((made) => isWhole(made, field) && /^[_.-]*$/.test(bare.slice(made.length))) ??
    null;
}

/** Whether a secret looks as this product made it: nothing is missing, and nothing too much. */
export function isWhole(value: string, field: LinkField): boolean {
  if (field === "invite") return INVITATION.exec(value)?.[0] === value;
  return MADE.includes(value.length) && /^[\w-]+$/.test(value);
}

function decodeEntities(text: string): string {
  return text.replace(/&amp;/gi, "&").replace(/&(?:#0*35|#x0*23|num);/gi, "#").replace(
    /&(?:#0*61|#x0*3d|equals);/gi,
    "=",
  );
}

/** What HTML, keyboards of wide letters, Markdown and automatic spaces make of the signs of a link. */
export function straighten(text: string): string {
  return decodeEntities(text)
    .replace(/[＃＝＆？／：]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\\(?=[#=&?_*/-])/g, "")
    .replace(
      /[ \t]{0,9}([#&])[ \t]{0,9}(k|host|invite)[ \t]{0,9}=(?:[ \t]{1,9}(?=[\w-]{22}))?/gi,
      "$1$2=",
    );
}

/** The text without its percent signs; null where they stand for nothing. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

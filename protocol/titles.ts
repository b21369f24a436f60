// What a room is called: the title that its host gave it, or the readable part of its name. Pure.
import { charactersOf } from "./characters.ts";
import { MAX_TITLE } from "./limits.ts";
import { ownedPart } from "./owned_rooms.ts";

const NOT_IN_TITLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** How a title begins that is sealed with the room's key. */
export const SEALED_TITLE = "juz:t1:";

/**
 * A title without what nobody sees, at most {@link MAX_TITLE} characters as people see them; null
 * when nothing is left. Emoji of several parts keep what joins them.
 */
export function cleanTitle(typed: string): string | null {
  const clean = typed.normalize("NFC").replace(NOT_IN_TITLE, keepJoiner).replace(/\s+/g, " ")
    .trim();
  const title = [...charactersOf(clean)].slice(0, MAX_TITLE).join("").trim();
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(title) ? title : null;
}

/** Whether the server takes a title: sealed ones as they are, others only in their clean form. */
export function isTitle(title: string): boolean {
  if (title.startsWith(SEALED_TITLE)) return /^[\w-]+$/.test(title.slice(SEALED_TITLE.length));
  return cleanTitle(title) === title;
}

/** The name of a room for people: without the part that proves its host, in words. */
export function readableRoom(room: string): string {
  const proof = ownedPart(room);
  if (proof === null) return room;
  const words = room.slice(0, -proof.length).replaceAll("-", " ").trim();
  return words === "" ? room : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The zero-width joiner and the variation selectors of emoji are part of what is seen. */
function keepJoiner(letter: string): string {
  return letter === "\u200d" || letter === "\ufe0f" ? letter : "";
}

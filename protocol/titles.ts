// What a room is called: the title that its host gave it, or the readable part of its name. Pure.
import { charactersOf } from "./characters.ts";
import { MAX_TITLE } from "./limits.ts";
import { visibleText } from "./names.ts";
import { ownedPart } from "./owned_rooms.ts";

/** How a title begins that is sealed with the room's key. */
export const SEALED_TITLE = "juz:t1:";

/**
 * A title without what nobody sees, at most {@link MAX_TITLE} characters as people see them; null
 * when nothing is left. Emoji of several parts keep what joins them.
 */
export function cleanTitle(typed: string): string | null {
  return visibleText(typed, (text) => [...charactersOf(text)].slice(0, MAX_TITLE).join(""));
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

// What people type, made into a room's name or a person's name.
import { MAX_NAME, MAX_ROOM } from "./limits.ts";

const NOT_IN_ROOM_NAME = /[^\p{L}\p{M}\p{N}_-]+/gu;
const CONTROL_OR_BIDI = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The room's name as it stands in the address: NFC, lower case, words joined by "-".
 * Null when nothing usable is left or it is longer than {@link MAX_ROOM}.
 * A name that it returned is returned unchanged: the server takes only such names.
 */
export function roomName(typed: string): string | null {
  // NFC comes after lower case: "J̌" has no composed capital, "ǰ" has a composed small letter.
  const name = typed.toLowerCase().normalize("NFC").replace(NOT_IN_ROOM_NAME, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" || name.length > MAX_ROOM ? null : name;
}

/** The room meant by a name or a pasted link ("https://host/r/ala-too?x#y"); null if neither. */
export function roomFromInput(typed: string): string | null {
  const path = /(?:^|\/)r\/([^/?#\s]+)/.exec(typed.trim())?.[1];
  if (path === undefined) return /:\/\//.test(typed) ? null : roomName(typed);
  try {
    return roomName(decodeURIComponent(path));
  } catch {
    return null; // a broken %-escape names no room
  }
}

/**
 * A person's name, cleaned of control and direction characters; null when nothing is left.
 * A name that it returned is returned unchanged: the server takes only such names.
 */
export function personName(typed: string): string | null {
  // NFC comes after the cleaning, which may bring a letter and its accent together.
  const clean = typed.replace(CONTROL_OR_BIDI, "").normalize("NFC").replace(/\s+/g, " ").trim();
  const name = [...clean].slice(0, MAX_NAME).join("").trimEnd();
  return name === "" ? null : name;
}

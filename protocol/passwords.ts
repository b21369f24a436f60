// What a room's password has to be.
import { MIN_PASSWORD } from "./limits.ts";

/** Whether a password has {@link MIN_PASSWORD} letters, spaces around it aside. */
export function isLongEnough(password: string): boolean {
  return [...password.normalize("NFKC").trim()].length >= MIN_PASSWORD;
}

// Host keys: hosts show the key, the server keeps its hash.
import { createHash, randomBytes } from "node:crypto";
import { ownedPart, ownedSuffix } from "../../protocol/owned_rooms.ts";
import type { RoomAccess } from "../room/room_access.ts";

/** A new key: 256 random bits. */
export function newKey(): string {
  return randomBytes(32).toString("base64url");
}

/** The hash of a key. A fast hash is enough for 256 random bits. */
export function hashOf(key: string): string {
  return createHash("sha256").update(`juz host ${key}`).digest("base64url");
}

/** The end of the name of the room that belongs to this key. */
export function suffixOf(key: string): string {
  return suffixOfHash(hashOf(key));
}

/** Whether a hash is that of the key that the room was made with. */
export function isOriginalOf(room: string, hash: string): boolean {
  return ownedPart(room) === suffixOfHash(hash);
}

/** The hash of a key that opens this room as a host; null if it does not. */
export function hostHash(
  access: RoomAccess,
  { room, key }: { room: string; key: string },
): string | null {
  const hash = hashOf(key);
  const known = access.hosts.some((host) => host.hash === hash);
  return known || (access.original && isOriginalOf(room, hash)) ? hash : null;
}

/** The hash of a deputy's key of this room; null if it is none. */
export function deputyHash(access: RoomAccess, key: string): string | null {
  const hash = hashOf(key);
  return access.deputies.some((deputy) => deputy.hash === hash) ? hash : null;
}

function suffixOfHash(hash: string): string {
  return ownedSuffix(Buffer.from(hash, "base64url"));
}

// What of an access record has to be kept, and what holds where one cannot be read.
import type { Rights } from "../../protocol/rights.ts";
import { NEW_ACCESS, type RoomAccess } from "../room/room_access.ts";
import { accessSchema, readAccess } from "./access_schema.ts";
import { isOriginalOf } from "./host_keys.ts";
import * as v from "valibot";

/** Whether anything was decided about a room; that its own host came is nothing to keep. */
export function isDecided(room: string, access: RoomAccess): boolean {
  const foreign = access.hosts.some(({ hash }) => !isOriginalOf(room, hash));
  const { turn, hosts } = NEW_ACCESS;
  return foreign || JSON.stringify({ ...access, turn, hosts }) !== JSON.stringify(NEW_ACCESS);
}

/** What holds where nothing at all can be read: nobody is a host, and everybody has to be let in. */
const CLOSED: RoomAccess = { ...NEW_ACCESS, original: false, locked: true };

/**
 * An access record of an unknown form, for example of a newer version: what can be read of it holds,
 * the strictest of what cannot, and the room is locked.
 */
export function strictestOf(record: unknown): RoomAccess {
  const known = typeof record === "object" && record !== null ? record : {};
  const fields = Object.entries(accessSchema.entries).flatMap(([name, schema]) => {
    const { success, output } = v.safeParse(schema, (known as Record<string, unknown>)[name]);
    return success ? [[name, output]] : [];
  });
  const read: Partial<RoomAccess> = Object.fromEntries(fields);
  return { ...CLOSED, rights: NO_RIGHTS, ...read, locked: true };
}

const NO_RIGHTS: Rights = {
  mic: false,
  camera: false,
  screen: false,
  chat: false,
  files: false,
  record: false,
};

/** The record of a room about which a decision was lost; its host may open it again. */
export function lockedRecord(record: unknown): unknown {
  if (record === undefined) return { ...NEW_ACCESS, turn: 1, locked: true };
  const access = readAccess(record);
  return access === null ? record : { ...access, turn: access.turn + 1, locked: true };
}

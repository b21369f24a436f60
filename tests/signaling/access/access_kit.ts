// A room directory with a room that belongs to somebody, and people of every role outside and inside.
import assert from "node:assert/strict";
import type { Role } from "@/protocol/roles.ts";
import type { Join, Joined } from "@/protocol/shapes.ts";
import { newKey, suffixOf } from "@/signaling/access/host_keys.ts";
import type { RoomSettings } from "@/signaling/room_settings.ts";
import { type FakeConnection, startDirectory } from "../room_directory_kit.ts";

/** A new owned room: its name and its host's key. */
export function newRoom(): { room: string; key: string } {
  const key = newKey();
  return { room: `ala-too-${suffixOf(key)}`, key };
}

/** A room directory, an owned room and its host inside. */
export function startOwnedRoom(
  settings: Partial<RoomSettings> = {},
  options: Parameters<typeof startDirectory>[1] = {},
) {
  const started = startDirectory({ roomLimit: 8, ...settings }, options);
  const { room, key } = newRoom();
  const host = started.connection();
  const joined = host.join(room, { name: "Host", host: key });
  const enter = (name: string, more: Partial<Join> = {}) => {
    const connection = started.connection();
    return { connection, joined: connection.join(room, { name, ...more }) };
  };
  return { ...started, room, key, host, hostId: joined.self, enter };
}

export type OwnedRoom = ReturnType<typeof startOwnedRoom>;

/** A connection of somebody who came in and then got a role. */
export function enterAs(
  owned: OwnedRoom,
  role: Role,
): { connection: FakeConnection; joined: Joined } {
  const { connection, joined } = owned.enter(role);
  if (role !== "guest") {
    assert.deepEqual(owned.host.ask("member:role", { id: joined.self, role }), {});
  }
  return { connection, joined };
}

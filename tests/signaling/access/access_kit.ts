// A room directory with a room that belongs to somebody, and people of every role before its door and inside.
import assert from "node:assert/strict";
import type { Role } from "@/protocol/roles.ts";
import type { Join, Joined } from "@/protocol/shapes.ts";
import { newKey, suffixOf } from "@/signaling/access/host_keys.ts";
import type { RoomSettings } from "@/signaling/settings.ts";
import { type FakeConnection, startDirectory } from "../room_directory_kit.ts";

/** A new owned room: its name and its host's key. */
export function newRoom(): { room: string; key: string } {
  const key = newKey();
  return { room: `ala-too-${suffixOf(key)}`, key };
}

/** A room directory, an owned room and its host inside. */
export function startHouse(
  settings: Partial<RoomSettings> = {},
  options: Parameters<typeof startDirectory>[1] = {},
) {
  const started = startDirectory({ roomLimit: 8, ...settings }, options);
  const { room, key } = newRoom();
  const host = started.visitor();
  const joined = host.join(room, { name: "Host", host: key });
  const enter = (name: string, more: Partial<Join> = {}) => {
    const connection = started.visitor();
    return { visitor: connection, joined: connection.join(room, { name, ...more }) };
  };
  return { ...started, room, key, host, hostId: joined.self, enter };
}

export type House = ReturnType<typeof startHouse>;

/** A visitor who came in and then got a role. */
export function enterAs(house: House, role: Role): { connection: FakeConnection; joined: Joined } {
  const { visitor: connection, joined } = house.enter(role);
  if (role !== "guest") {
    assert.deepEqual(house.host.ask("member:role", { id: joined.self, role }), {});
  }
  return { connection, joined };
}

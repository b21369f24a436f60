// A hub with a room that belongs to somebody, and people of every role before its door and inside.
import assert from "node:assert/strict";
import type { Role } from "@/protocol/roles.ts";
import type { Join, Joined } from "@/protocol/shapes.ts";
import { newKey, suffixOf } from "@/signaling/estates/keys.ts";
import type { HubSettings } from "@/signaling/settings.ts";
import { type FakeVisitor, startHub } from "./hub_kit.ts";

/** A new owned room: its name and its host's key. */
export function newRoom(): { room: string; key: string } {
  const key = newKey();
  return { room: `ala-too-${suffixOf(key)}`, key };
}

/** A hub, an owned room and its host inside. */
export function startHouse(
  settings: Partial<HubSettings> = {},
  options: Parameters<typeof startHub>[1] = {},
) {
  const started = startHub({ roomLimit: 8, ...settings }, options);
  const { room, key } = newRoom();
  const host = started.visitor();
  const joined = host.join(room, { name: "Host", host: key });
  const enter = (name: string, more: Partial<Join> = {}) => {
    const visitor = started.visitor();
    return { visitor, joined: visitor.join(room, { name, ...more }) };
  };
  return { ...started, room, key, host, hostId: joined.self, enter };
}

export type House = ReturnType<typeof startHouse>;

/** A visitor who came in and then got a role. */
export function enterAs(house: House, role: Role): { visitor: FakeVisitor; joined: Joined } {
  const { visitor, joined } = house.enter(role);
  if (role !== "guest") {
    assert.deepEqual(house.host.ask("member:role", { id: joined.self, role }), {});
  }
  return { visitor, joined };
}

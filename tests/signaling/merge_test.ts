// Estates of one room that become one, where no disk says which of them holds.
import assert from "node:assert/strict";
import {
  NEW_ACCESS,
  type RoomAccess,
  withHost,
  withoutHost,
} from "@/signaling/room/room_access.ts";
import { withNewer } from "@/signaling/access/access_merge.ts";

const OWN = { hash: "own", member: "a" };
const isOriginal = (hash: string) => hash === OWN.hash;
const stepDown = (access: RoomAccess, member: string) =>
  withoutHost(access, { member, isOriginal });

Deno.test("the room's own key, given up in this run, is not brought back by a copy that lists it", () => {
  const present = stepDown(withHost(NEW_ACCESS, OWN), "a");
  const newer = withHost(NEW_ACCESS, { ...OWN, member: "b" });
  const after = withNewer(present, newer, { base: NEW_ACCESS, isOriginal });
  assert.deepEqual([after.original, after.hosts], [false, []]);
});

Deno.test("a key belongs to who showed it in this run, whoever had it in any copy", () => {
  const base = withHost(NEW_ACCESS, { hash: "k", member: "a" });
  const newer = withHost(base, { hash: "k", member: "b" });
  const shown = new Map([["k", "a"]]);
  const after = withNewer(base, newer, { base, isOriginal, shown });
  assert.deepEqual(after.hosts, [{ hash: "k", member: "a" }]);
  assert.deepEqual(stepDown(after, "a").hosts, []);
});

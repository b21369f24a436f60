// Access records of one room that become one, where no disk says which of them holds.
import assert from "node:assert/strict";
import {
  NEW_ACCESS,
  type RoomAccess,
  withHost,
  withoutHost,
} from "@/signaling/room/room_access.ts";
import { memberOf } from "@/signaling/room/room.ts";
import { withNewer } from "@/signaling/access/access_merge.ts";
import type { Joined } from "@/protocol/shapes.ts";
import { enterAs, startOwnedRoom } from "./access_kit.ts";
import { startDirectory } from "../room_directory_kit.ts";

const OWN = { hash: "own", member: "a" };
const isOriginal = (hash: string) => hash === OWN.hash;
const stepDown = (access: RoomAccess, member: string) =>
  withoutHost(access, { member, isOriginal });

Deno.test("the room's own key, given up in this run, is not brought back by a snapshot that lists it", () => {
  const present = stepDown(withHost(NEW_ACCESS, OWN), "a");
  const newer = withHost(NEW_ACCESS, { ...OWN, member: "b" });
  const after = withNewer(present, newer, { base: NEW_ACCESS, isOriginal });
  assert.deepEqual([after.original, after.hosts], [false, []]);
});

Deno.test("a key belongs to who showed it in this run, whoever had it in any snapshot", () => {
  const base = withHost(NEW_ACCESS, { hash: "k", member: "a" });
  const newer = withHost(base, { hash: "k", member: "b" });
  const shown = new Map([["k", "a"]]);
  const after = withNewer(base, newer, { base, isOriginal, shown });
  assert.deepEqual(after.hosts, [{ hash: "k", member: "a" }]);
  assert.deepEqual(stepDown(after, "a").hosts, []);
});

Deno.test("a key whose holder stepped down in this run stays given up, whatever snapshots came between", () => {
  const between = { ...NEW_ACCESS, original: false }; // a snapshot of another run that knew less
  const shown = new Map([["own", null], ["k", null]]);
  const newer = [OWN, { hash: "k", member: "b" }].reduce(withHost, NEW_ACCESS);
  const after = withNewer(between, newer, { base: between, isOriginal, shown });
  assert.deepEqual([after.original, after.hosts], [false, []]);
});

Deno.test("without a disk, who stepped down is no host by the second snapshot that comes after it", () => {
  const limits = { roomLimit: 12 };
  const owned = startOwnedRoom(limits);
  const { room } = owned;
  const [one, two] = [enterAs(owned, "host"), enterAs(owned, "host")];
  const guests = ["A", "B"].map((name) => owned.enter(name));
  const [first = "", second = "", third = ""] = ["C", "D", "E"].map((name) => {
    owned.enter(name); // makes the next snapshot a newer one
    return one.connection.take("room:state").at(-1)?.copy ?? "";
  });
  const later = startDirectory(limits, { clock: owned.clock });
  const back = ({ joined: { seat, self } }: { joined: Joined }, copy: string) => {
    const connection = later.connection();
    assert.equal(connection.join(room, { seat, copy }).self, self);
    return connection;
  };
  const stepping = back(one, first);
  back(two, first);
  const { self: id } = one.joined;
  assert.deepEqual(stepping.ask("member:role", { id, role: "guest" }), {});
  for (const [n, copy] of [second, third].entries()) {
    const guest = guests[n];
    assert.ok(guest);
    back(guest, copy);
    const open = later.directory.find(room);
    assert.equal(open && memberOf(open, id)?.role, "guest");
  }
});

// Who is connected with whom.
import assert from "node:assert/strict";
import { diffPeers, isPolite } from "@/call/transport/mesh/peer_diff.ts";
import type { Member } from "@/protocol/shapes.ts";
import { NO_MEDIA } from "@/protocol/slots.ts";
import { seeded } from "../../../fakes/random.ts";

function member(id: string, epoch = 1): Member {
  return {
    id,
    epoch,
    name: id,
    media: NO_MEDIA,
    joinedAt: 0,
    away: false,
    hand: null,
    role: "guest",
  };
}

Deno.test("diffRoster() adds who is missing, drops who left, never oneself", () => {
  const have = new Map([["a", 1], ["b", 1]]);
  const diff = diffPeers(have, [member("b"), member("c"), member("me")], "me");
  assert.deepEqual(diff.add.map(({ id }) => id), ["c"]);
  assert.deepEqual(diff.drop, ["a"]);
});

Deno.test("diffRoster() replaces the connection of a member whose page is new", () => {
  const diff = diffPeers(new Map([["a", 1]]), [member("a", 2)], "me");
  assert.deepEqual([diff.add[0]?.epoch, diff.drop], [2, ["a"]]);
});

Deno.test("diffRoster() keeps the connection of a member who is away", () => {
  const diff = diffPeers(new Map([["a", 1]]), [{ ...member("a"), away: true }], "me");
  assert.deepEqual(diff, { add: [], drop: [] });
});

Deno.test("acting on diffRoster() leaves nothing to do, for random rosters", () => {
  const random = seeded(7);
  const some = () =>
    [..."abcdefgh"].filter(() => random() < 0.5).map((id) =>
      member(id, 1 + Math.floor(random() * 2))
    );
  let changes = 0;
  for (let round = 0; round < 500; round++) {
    const have = new Map(some().map(({ id, epoch }) => [id, epoch]));
    const want = some();
    const { add, drop } = diffPeers(have, want, "a");
    changes += add.length + drop.length;
    for (const id of drop) have.delete(id);
    for (const { id, epoch } of add) have.set(id, epoch);
    assert.deepEqual(diffPeers(have, want, "a"), { add: [], drop: [] });
  }
  assert.ok(changes > 500);
});

Deno.test("isPolite() makes exactly one of two members polite", () => {
  assert.notEqual(isPolite("a", "b"), isPolite("b", "a"));
});

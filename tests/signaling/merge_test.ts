// Estates of one room that become one, where no disk says which of them holds.
import assert from "node:assert/strict";
import { type Estate, NEW_ESTATE, withHost, withoutHost } from "@/signaling/estates/estate.ts";
import { withNewer } from "@/signaling/estates/merge.ts";

const OWN = { hash: "own", member: "a" };
const isOriginal = (hash: string) => hash === OWN.hash;
const stepDown = (estate: Estate, member: string) => withoutHost(estate, { member, isOriginal });

Deno.test("the room's own key, given up in this run, is not brought back by a copy that lists it", () => {
  const present = stepDown(withHost(NEW_ESTATE, OWN), "a");
  const newer = withHost(NEW_ESTATE, { ...OWN, member: "b" });
  const after = withNewer(present, newer, { base: NEW_ESTATE, isOriginal });
  assert.deepEqual([after.original, after.hosts], [false, []]);
});

Deno.test("a key belongs to who showed it in this run, whoever had it in any copy", () => {
  const base = withHost(NEW_ESTATE, { hash: "k", member: "a" });
  const newer = withHost(base, { hash: "k", member: "b" });
  const shown = new Map([["k", "a"]]);
  const after = withNewer(base, newer, { base, isOriginal, shown });
  assert.deepEqual(after.hosts, [{ hash: "k", member: "a" }]);
  assert.deepEqual(stepDown(after, "a").hosts, []);
});

// The checks in front of Socket.IO's parser.
import assert from "node:assert/strict";
import { isHarmless, MAX_DEPTH } from "@/signaling/gateway/strict_parser.ts";
import { pick, seeded } from "../../fakes/random.ts";

function nested(depth: number): string {
  return `42["x",${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}]`;
}

/** What isHarmless() must find out without parsing. */
function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

Deno.test("packets of our own clients pass", () => {
  for (const packet of ["0", "0{}", "1", '2["x",{"a":[{"b":1}]}]', '212["x"]', "3[]", ""]) {
    assert.ok(isHarmless(packet), packet);
  }
});

Deno.test("binary packets and namespaces do not pass", () => {
  for (
    const packet of ['51-["x",{"_placeholder":true,"num":0}]', "61-[]", "0/admin,", '2/x,["y"]']
  ) {
    assert.ok(!isHarmless(packet), packet);
  }
});

Deno.test("a packet may be MAX_DEPTH levels deep and no deeper", () => {
  assert.ok(isHarmless(nested(MAX_DEPTH)));
  assert.ok(!isHarmless(nested(MAX_DEPTH + 1)));
  assert.ok(!isHarmless(`2["x",${'{"a":'.repeat(40)}1${"}".repeat(40)}]`));
});

Deno.test("brackets inside texts are no levels, however their quotes are escaped", () => {
  const brackets = "[{".repeat(500);
  for (const text of [brackets, `"${brackets}`, `\\"${brackets}\\`, `\\\\"${brackets}"\\`]) {
    assert.ok(isHarmless(`2${JSON.stringify(["x", { text }])}`), text.slice(0, 9));
  }
});

Deno.test("random packets pass exactly if their depth allows it", () => {
  const random = seeded(4);
  const grow = (depth: number): unknown => {
    const kind = depth <= 0 ? "text" : pick(random, ["array", "object", "text", "array"]);
    if (kind === "array") return [grow(depth - 1), pick(random, ['"', "\\", "[[", "}"])];
    if (kind === "object") return { [pick(random, ["{", '"', "\\\\"])]: grow(depth - 1) };
    return pick(random, ['"', "\\", '\\"', "[".repeat(30), "ү", ""]);
  };
  const met = { passed: 0, refused: 0 };
  for (let round = 0; round < 3_000; round++) {
    let value = grow(4);
    for (let wrap = Math.floor(random() * 20); wrap > 0; wrap--) value = [value];
    const expected = depthOf(value) <= MAX_DEPTH;
    assert.equal(isHarmless(`2${JSON.stringify(value)}`), expected);
    met[expected ? "passed" : "refused"] += 1;
  }
  assert.ok(met.passed > 100 && met.refused > 100);
});

Deno.test("a text of nothing but escaped quotes is read in one pass", () => {
  const started = performance.now();
  isHarmless(`2["x","${'\\"'.repeat(32_000)}"]`);
  isHarmless(`2["x","${"\\".repeat(64_000)}"]`);
  assert.ok(performance.now() - started < 500);
});

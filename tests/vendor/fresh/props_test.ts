// Props on their way to the browser and back into values.
import assert from "node:assert/strict";
import { decodeProps, encodeProps } from "../../../vendor/fresh/props.ts";

function roundTrip(value: unknown): unknown {
  return decodeProps(JSON.parse(JSON.stringify(encodeProps(value, "x"))));
}

Deno.test("props survive the trip, undefined, dates and odd numbers included", () => {
  const values = [null, undefined, true, "а\u2028<", 1.5, NaN, -Infinity, -0, new Date(7)];
  const nested = {
    list: [...values, [], {}],
    $: "date",
    deep: { $: { $: "undefined" }, v: 3 },
    bare: Object.assign(Object.create(null), { a: 1 }),
  };
  const found = roundTrip(nested) as typeof nested;
  assert.deepEqual({ ...found, bare: { ...found.bare } }, { ...nested, bare: { a: 1 } });
  assert.ok(Object.is(found.list[7], -0));
});

Deno.test('a key "__proto__" stays data', () => {
  const found = roundTrip(JSON.parse('{"__proto__":{"admin":true}}')) as { admin?: boolean };
  assert.equal(found.admin, undefined);
  assert.ok(Object.hasOwn(found, "__proto__"));
});

Deno.test("what cannot cross throws a sentence with its path", () => {
  class Room {}
  const loop: unknown[] = [];
  loop.push(loop);
  assert.throws(() => encodeProps({ a: [() => 1] }, "p"), /^TypeError: p\.a\[0\] is a function\./);
  assert.throws(() => encodeProps(Symbol(), "p"), /p is a symbol/);
  assert.throws(() => encodeProps({ r: new Room() }, "p"), /p\.r is a Room instance/);
  assert.throws(() => encodeProps(loop, "p"), /p\[0\] is an object that contains itself/);
  assert.throws(() => encodeProps({ m: new Map() }, "p"), /p\.m is a Map instance/);
  assert.throws(() => encodeProps([12n], "p"), /p\[0\] is a bigint/);
});

Deno.test("the same object twice is no cycle", () => {
  const one = { a: 1 };
  assert.deepEqual(roundTrip([one, one]), [one, one]);
});

Deno.test("random values survive the trip", () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const seen = new Set<number>();
  const value = (depth: number): unknown => {
    const kind = random(depth > 3 ? 6 : 8);
    seen.add(kind);
    if (kind === 0) return undefined;
    if (kind === 1) return null;
    if (kind === 2) return random(2) === 1;
    if (kind === 3) return (random(2001) - 1000) / 8;
    if (kind === 4) return String.fromCharCode(random(0xd800)) + "$";
    if (kind === 5) return new Date(random(1e9));
    const items = Array.from({ length: random(4) }, () => value(depth + 1));
    if (kind === 6) return items;
    return Object.fromEntries(items.map((item, i) => [["$", "v", "a", "__proto__"][i]!, item]));
  };
  for (let i = 0; i < 500; i++) {
    const made = value(0);
    assert.deepEqual(roundTrip(made), made);
  }
  assert.equal(seen.size, 8, "every kind of value was met");
});

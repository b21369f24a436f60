// Parts of a page that come late: without a network they are waited for, and once lost the person hears of it.
import assert from "node:assert/strict";
import { fetchPart, hasLostParts } from "@/components/fetch_part.ts";

/** A way to the server that writes down how long is waited. */
function way(answers: () => boolean) {
  const pauses: number[] = [];
  return {
    pauses,
    answers: () => Promise.resolve(answers()),
    pause: (ms: number) => Promise.resolve(void pauses.push(ms)),
  };
}

Deno.test("without a network a part is not asked for, and comes once there is one again", async () => {
  let [looks, loads] = [0, 0];
  const { pauses, ...options } = way(() => ++looks > 5);
  const part = await fetchPart(() => Promise.resolve(++loads), options);
  assert.deepEqual([part, looks, hasLostParts.value], [1, 6, false]);
  assert.deepEqual(pauses, Array(5).fill(2_000), "nobody is told to reload because of that");
});

Deno.test("who knows that the server is there does not ask it first", async () => {
  const answers = () => assert.fail("asked");
  assert.equal(
    await fetchPart(() => Promise.resolve("part"), { isOnline: () => true, answers }),
    "part",
  );
});

Deno.test("a part that the server does not give three times is lost until it comes", async () => {
  const { pauses, ...options } = way(() => true);
  const told: boolean[] = [];
  const part = await fetchPart(() => {
    told.push(hasLostParts.value);
    return told.length < 6 ? Promise.reject(new TypeError("404")) : Promise.resolve("part");
  }, options);
  assert.equal(part, "part");
  assert.deepEqual(told, [false, false, false, true, true, true]);
  assert.deepEqual(pauses, [2_000, 2_000, 30_000, 30_000, 30_000]);
  assert.equal(hasLostParts.value, false);
});

Deno.test("while another part is lost the page stays outdated", async () => {
  const gate = Promise.withResolvers<string>();
  const failing = () => {
    let tries = 0;
    return () => ++tries < 5 ? Promise.reject(new TypeError("404")) : gate.promise;
  };
  const lost = fetchPart(failing(), way(() => true));
  await fetchPart(() => Promise.resolve("another"), way(() => true));
  for (let turn = 0; turn < 50 && !hasLostParts.value; turn++) await Promise.resolve();
  assert.equal(hasLostParts.value, true);
  gate.resolve("part");
  assert.equal(await lost, "part");
  assert.equal(hasLostParts.value, false);
});

Deno.test("a part that came and is broken is an error at once", async () => {
  const broken = () => Promise.reject(new RangeError("broken"));
  await assert.rejects(fetchPart(broken, way(() => true)), RangeError);
  assert.equal(hasLostParts.value, false);
});

// Tasks of one connection: in order, at once where nothing waits, and not without end.
import assert from "node:assert/strict";
import { Turns } from "@/signaling/cluster/turns.ts";

Deno.test("what need not wait runs at once; what comes behind waits, in order, up to a bound", () => {
  const turns = new Turns(2);
  const ran: string[] = [];
  const now = (name: string) => (done: () => void) => {
    ran.push(name);
    done();
  };
  turns.take(now("a"));
  assert.deepEqual(ran, ["a"]);
  let finish = () => {};
  turns.take((done) => finish = done);
  assert.ok(turns.take(now("b")));
  assert.ok(turns.take(now("c")));
  assert.ok(!turns.take(now("d")));
  assert.deepEqual(ran, ["a"]);
  finish();
  finish(); // once is enough
  assert.deepEqual(ran, ["a", "b", "c"]);
  turns.take(now("e"));
  assert.deepEqual(ran, ["a", "b", "c", "e"]);
});

Deno.test("thousands that run at once need no stack, and what is cleared never runs", () => {
  const turns = new Turns(100_000);
  let [ran, finish] = [0, () => {}];
  turns.take((done) => finish = done);
  const count = (done: () => void) => {
    ran += 1;
    done();
  };
  for (let task = 0; task < 5_000; task++) turns.take(count);
  finish();
  assert.equal(ran, 5_000);
  turns.take((done) => finish = done);
  turns.take(count);
  turns.clear();
  finish();
  assert.equal(ran, 5_000);
});

// Parts of a call that are fetched later: once, again a few times where that failed, and never for nothing.
import assert from "node:assert/strict";
import { LazyPart } from "@/call/lazy_part.ts";
import { settled } from "../fakes/random.ts";

Deno.test("it is fetched when it is wanted, and made once", async () => {
  const made: number[] = [];
  const lazy = new LazyPart(() => Promise.resolve(() => made.push(made.length)));
  assert.equal(lazy.part, null);
  assert.equal(lazy.want(), null);
  assert.equal(lazy.want(), null);
  await settled();
  assert.equal(lazy.want(), 1);
  lazy.drop();
  assert.equal(lazy.part, null);
  lazy.want();
  await settled();
  assert.deepEqual(made, [0, 1]);
});

Deno.test("what was dropped while it was fetched is not made", async () => {
  let made = 0;
  const lazy = new LazyPart(() => Promise.resolve(() => ++made));
  lazy.want();
  lazy.drop();
  await settled();
  assert.deepEqual([lazy.part, made], [null, 0]);
});

Deno.test("where it cannot be fetched it is asked for three times, and the call goes without it", async () => {
  let asked = 0;
  const lazy = new LazyPart(() => {
    asked += 1;
    return Promise.reject(new TypeError("no network"));
  });
  for (let n = 0; n < 10; n++) {
    assert.equal(lazy.want(), null);
    await settled();
  }
  assert.equal(asked, 3);
});

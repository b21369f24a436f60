// When to try again.
import assert from "node:assert/strict";
import { nextPause, timeout } from "@/call/signaling_client/retry_policy.ts";
import { seeded } from "../../fakes/random.ts";

Deno.test("pauses are spread over the whole window from the first attempt on", () => {
  const random = seeded(1);
  const first = Array.from({ length: 1_000 }, () => nextPause(0, random));
  const inTenth = (tenth: number) => first.filter((ms) => Math.floor(ms / 100) === tenth).length;
  for (let tenth = 0; tenth < 10; tenth++) assert.ok(inTenth(tenth) > 60, `${tenth}`);
  assert.ok(Math.max(...first) <= 1_000);
});

Deno.test("for about ten seconds a server that is back is found within one", () => {
  const random = seeded(2);
  let elapsed = 0;
  for (let failures = 0; elapsed < 8_000; failures++) {
    const pause = nextPause(failures, random);
    assert.ok(pause <= 1_000);
    elapsed += pause;
  }
});

Deno.test("later the window grows, but never beyond ten seconds", () => {
  const longest = (failures: number) => nextPause(failures, () => 1);
  assert.deepEqual([20, 21, 22, 23, 24, 1_000].map(longest), [
    1_000,
    2_000,
    4_000,
    8_000,
    10_000,
    10_000,
  ]);
});

Deno.test("a WebSocket has two seconds, polling more each time", () => {
  assert.equal(timeout("websocket", 7), 2_000);
  assert.deepEqual([0, 1, 9].map((failures) => timeout("polling", failures)), [
    5_000,
    10_000,
    20_000,
  ]);
});

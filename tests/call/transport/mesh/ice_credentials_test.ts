// TURN credentials in the browser: renewed before they end, again and again, whatever fails.
import assert from "node:assert/strict";
import { IceCredentialsRenewal } from "@/call/transport/mesh/ice_credentials.ts";
import type { Outcome } from "@/call/ports.ts";
import type { IceCredentials as Pass } from "@/protocol/signals.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { settled } from "../../../fakes/random.ts";

function passOf(name: string, iceFor: number | null): Pass {
  return { ice: [{ urls: ["turn:t:1"], username: name, credential: "c" }], iceFor };
}

function world() {
  const clock = fakeClock();
  const used: (string | undefined)[] = [];
  const asked: number[] = [];
  let answer: Outcome<Pass> = { ok: false, error: "offline" };
  const renew = () => {
    asked.push(clock.now());
    return Promise.resolve(answer);
  };
  const pass = new IceCredentialsRenewal({
    clock,
    renew,
    use: ([server]) => used.push(server?.username),
  });
  const wait = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      await settled();
    }
  };
  return { pass, used, asked, wait, setAnswer: (next: Outcome<Pass>) => answer = next };
}

Deno.test("credentials are renewed at half of their life, for as long as the call lasts", async () => {
  const { pass, used, asked, wait, setAnswer } = world();
  setAnswer({ ok: true, ...passOf("second", 600) });
  pass.take(passOf("first", 600));
  await wait(299_000);
  assert.deepEqual([used, asked.length], [["first"], 0]);
  await wait(1_000);
  assert.deepEqual(used, ["first", "second"]);
  await wait(600_000);
  assert.equal(asked.length, 3);
  pass.stop();
  await wait(3_600_000);
  assert.equal(asked.length, 3, "who has left needs none");
});

Deno.test("a renewal that fails is tried again long before the end", async () => {
  const { pass, used, wait, setAnswer } = world();
  pass.take(passOf("first", 60));
  await wait(45_000);
  setAnswer({ ok: true, ...passOf("second", 60) });
  await wait(10_000);
  assert.deepEqual(used, ["first", "second"]);
});

Deno.test("who came back meanwhile has newer credentials than a late answer", async () => {
  const { pass, used, asked, wait, setAnswer } = world();
  setAnswer({ ok: true, ...passOf("old", 600) });
  pass.take(passOf("first", 2));
  const late = wait(1_000);
  pass.take(passOf("newest", null));
  await late;
  assert.deepEqual(used, ["first", "newest"]);
  await wait(100_000);
  assert.ok(asked.length <= 1, "without an end nothing is renewed");
});

for (const hours of [1, 12]) {
  Deno.test(`after ${hours} h of sleep, in which no alarm rang, old credentials are renewed at once`, async () => {
    const { pass, used, asked, wait, setAnswer } = world();
    setAnswer({ ok: true, ...passOf("second", 600) });
    pass.take(passOf("first", 600));
    await wait(100_000);
    pass.slept(30_000);
    assert.equal(asked.length, 0, "they are still good");
    pass.slept(hours * 3_600_000);
    await settled();
    assert.deepEqual(used, ["first", "second"]);
    await wait(299_000);
    assert.equal(asked.length, 1, "the alarm from before the sleep rings no more");
    await wait(1_000);
    assert.equal(asked.length, 2);
    pass.stop();
    pass.slept(hours * 3_600_000);
    assert.equal(asked.length, 2, "who has left needs none");
  });
}

// What a join waits for before it is sent.
import assert from "node:assert/strict";
import { JoinAttempt } from "@/call/join/join_attempt.ts";
import type { Failure, SignalingClient } from "@/call/ports.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { SAMPLES } from "../../protocol/samples.ts";

Deno.test("nobody joins with a page that lacks a part, and the person is told to reload it", async () => {
  const refused: Failure[] = [];
  const requested: string[] = [];
  const request = (event: string) => (requested.push(event), new Promise<never>(() => {}));
  const attemptWith = (ready: Promise<boolean>) =>
    new JoinAttempt({
      ready,
      signaling: { request } as unknown as SignalingClient,
      clock: fakeClock(),
      request: () => SAMPLES["room:join"],
      onJoined: () => assert.fail("joined"),
      onUnderstood: () => {},
      onUnanswered: () => {},
      onRefused: (failure) => refused.push(failure),
      onError: (error) => assert.fail(String(error)),
    });
  void attemptWith(Promise.resolve(false)).enter();
  await settled();
  assert.deepEqual([refused, requested], [["page-incomplete"], []]);
  void attemptWith(Promise.resolve(true)).enter();
  await settled();
  assert.deepEqual([refused.length, requested], [1, ["room:join"]]);
});

Deno.test("a rejoin that is not answered is told, tried again ever more slowly, and ends well", async () => {
  const clock = fakeClock();
  const told: boolean[] = [];
  const asked: number[] = [];
  let answer: object = { ok: false, error: "timeout" };
  const request = (event: string) => {
    if (event === "room:join") asked.push(clock.steady());
    return Promise.resolve(answer as never);
  };
  let joined = 0;
  const attempt = new JoinAttempt({
    ready: Promise.resolve(true),
    signaling: { request } as unknown as SignalingClient,
    clock,
    request: () => ({ ...SAMPLES["room:join"], fresh: false }),
    onJoined: () => void joined++,
    onUnderstood: () => {},
    onUnanswered: (yes) => told.push(yes),
    onRefused: (failure) => assert.fail(failure),
    onError: (error) => assert.fail(String(error)),
  });
  void attempt.enter();
  for (let second = 0; second < 60; second++) {
    await settled();
    clock.advance(1_000);
  }
  await settled();
  const begun = asked[0] ?? 0;
  assert.deepEqual(asked.map((at) => (at - begun) / 1_000), [0, 1, 3, 7, 15, 31, 47]);
  assert.ok(told.every(Boolean));
  answer = { ok: true };
  clock.advance(16_000);
  await settled();
  assert.deepEqual([joined, told.at(-1)], [1, false]);
  answer = { ok: false, error: "timeout" };
  void attempt.enter();
  await settled();
  attempt.abandon();
  assert.equal(told.at(-1), false, "who has left reads nothing of it");
  const before = asked.length;
  clock.advance(60_000);
  await settled();
  assert.equal(asked.length, before);
});

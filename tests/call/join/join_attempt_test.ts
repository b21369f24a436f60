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

// The check when it is started before the page has reached its server, and when there is none.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import { ConnectionTester } from "@/call/connection_test/connection_tester.ts";
import { stepsOf } from "@/call/connection_test/test_result.ts";
import type { Ports, SignalingClient } from "@/call/ports.ts";
import { Paths } from "../../fakes/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { FakePeer } from "../../fakes/rtc.ts";

function pressed() {
  const clock = fakeClock();
  const connected = signal(false);
  const asked: string[] = [];
  const request = (event: string) => {
    asked.push(event);
    return Promise.resolve(
      connected.value ? { ok: true, ice: [] } : { ok: false, error: "offline" },
    );
  };
  const rtc: Ports["rtc"] = {
    supported: true,
    ready: Promise.resolve(),
    makePeer: () => new FakePeer(new Paths()),
    loadFrames: null,
    makeStream: () => ({ id: "none" }) as MediaStream,
  };
  const check = new ConnectionTester({
    ports: {
      signaling: { connected, request } as unknown as SignalingClient,
      rtc,
      clock,
      onError: () => {},
    },
    local: { problems: signal({}) },
    loop: () => null,
  });
  check.start();
  return { check, clock, connected, asked, server: () => stepsOf(check.result.value).server };
}

Deno.test("whoever presses before the page is connected waits, and then gets the answers", async () => {
  const { check, clock, connected, asked, server } = pressed();
  await settled();
  assert.deepEqual([server(), asked], ["wait", []]);
  clock.advance(2_000);
  connected.value = true;
  await settled();
  assert.equal(server(), "ok");
  assert.equal(check.result.value.roundTrips.length, 5);
  assert.ok(asked.includes("room:join"), "relays are asked for, too");
});

Deno.test("a server that never comes is bad in the end, and so is one after a stop", async () => {
  const { clock, server } = pressed();
  clock.advance(8_000);
  await settled();
  assert.equal(server(), "bad");
  const stopped = pressed();
  stopped.check.stop();
  await settled();
  assert.equal(stopped.server(), "bad");
});

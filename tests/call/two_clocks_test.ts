// The date is set while a call runs, by hours, back and forth: nothing that lasts or waits notices.
import assert from "node:assert/strict";
import { ServerEcho } from "@/call/connection_test/server_echo.ts";
import { ReliableSignaling } from "@/call/transport/mesh/reliable_signaling.ts";
import { ActiveSpeakers } from "@/call/audio/active_speakers.ts";
import type { SignalingClient } from "@/call/ports.ts";
import { APART_MS } from "@/call/notifications/sound_limiter.ts";
import { fakeClock } from "../fakes/ports.ts";
import { settled } from "../fakes/random.ts";
import { joined, Town } from "../fakes/client_world.ts";
import { world as watched } from "./transport/monitor/connection_monitor_kit.ts";
import { world as clientWorld } from "./signaling_client/reconnecting_client_kit.ts";
import { connected } from "./transport/mesh/peer_session_kit.ts";

const HOUR = 3_600_000;
/** How far the date is set. */
const SETS = [-30 * HOUR, -HOUR, -1, 0, HOUR, 30 * HOUR];

/** The same story with the date set in its middle, in each way: each ends as the one without. */
function each(name: string, story: (set: (clock: { set(ms: number): void }) => void) => unknown) {
  Deno.test(`the date is set: ${name}`, async () => {
    const usual = await story(() => {});
    for (const ms of SETS) {
      assert.deepEqual(await story((clock) => clock.set(ms)), usual, `set by ${ms / HOUR} h`);
    }
  });
}

each("an unanswered envelope is sent again as often as always", (set) => {
  const clock = fakeClock();
  const posted: number[] = [];
  const box = new ReliableSignaling<string>({
    clock,
    transmit: () => void posted.push(clock.steady()),
    deliver: () => {},
  });
  box.send("offer");
  clock.advance(2_500);
  set(clock);
  clock.advance(60_000);
  assert.ok(posted.length > 10);
  return posted;
});

each("a call's duration is what has passed", async (set) => {
  const town = new Town();
  const [asan] = await joined(town, ["Асан"]);
  assert.ok(asan);
  town.clock.advance(11_000);
  set(town.clock);
  town.clock.advance(10_000);
  const lasting = asan.call.membership.lasting();
  asan.call.membership.leave();
  assert.equal(lasting, 21_000);
  assert.equal(asan.call.membership.lasted.value, 21_000);
  return lasting;
});

each("a connection that dies is restarted at the same pace", async (set) => {
  const { connection, pass, clock } = watched("a");
  await pass(2_000);
  connection("a").state = "failed";
  await pass(1_000);
  set(clock);
  await pass(30_000);
  assert.ok(connection("a").restarts.length >= 4);
  return connection("a").restarts.length;
});

each("somebody whom the server does not hear is attested", async (set) => {
  const { connection, pass, clock, seen } = watched("a");
  await pass(2_000);
  connection("a").away = true;
  await pass(4_000);
  set(clock);
  await pass(12_000);
  assert.ok(seen.alive.length >= 3);
  return seen.alive.length;
});

each("a server that is silent is left as soon as always", (set) => {
  const { client, sockets, up, clock } = clientWorld();
  up();
  client.check();
  clock.advance(300);
  set(clock);
  clock.advance(500);
  const attempts = sockets.length;
  set(clock);
  clock.advance(10_000);
  assert.equal(attempts, 2);
  return sockets.length;
});

each("a round trip is what it took", async (set) => {
  const clock = fakeClock();
  let answer = () => {};
  const request = (_event: string, { text }: { text: string }) =>
    new Promise((resolve) => answer = () => resolve({ ok: true, text, at: 0 }));
  const echo = new ServerEcho({ signaling: { request } as unknown as SignalingClient, clock });
  const sent = echo.send("x");
  clock.advance(40);
  set(clock);
  answer();
  await sent;
  assert.equal(echo.log.value[0]?.roundTrip, 40);
  return echo.log.value[0]?.roundTrip;
});

each("who speaks is told after the same time", (set) => {
  const clock = fakeClock();
  let level = 0;
  const activeSpeakers = new ActiveSpeakers({
    clock,
    levels: () => new Map([["a", level]]),
    self: () => null,
    onSample: () => {},
  });
  activeSpeakers.start();
  clock.advance(1_000);
  level = 1;
  clock.advance(100);
  set(clock);
  clock.advance(1_500);
  const spoke = [activeSpeakers.speaking.value.has("a"), activeSpeakers.spotlight.value];
  level = 0;
  set(clock);
  clock.advance(1_000);
  assert.deepEqual([...spoke, activeSpeakers.speaking.value.has("a")], [true, "a", false]);
  activeSpeakers.stop();
  return clock.steady();
});

each('"is writing" is said again, and ends', async (set) => {
  const town = new Town();
  const [asan, gulnar] = await joined(town, ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  await asan.call.presence.typed("С");
  await settled();
  const before = gulnar.call.presence.typing.value.size;
  set(town.clock);
  town.clock.advance(3_000);
  await asan.call.presence.typed("Са");
  await settled();
  town.clock.advance(4_000);
  const during = gulnar.call.presence.typing.value.size;
  town.clock.advance(2_000);
  await settled();
  const seen = [before, during, gulnar.call.presence.typing.value.size];
  assert.deepEqual(seen, [1, 1, 0]);
  return seen;
});

each("sounds are heard again", async (set) => {
  const town = new Town();
  const [asan] = await joined(town, ["Асан"]);
  assert.ok(asan);
  await joined(town, ["Гүлнар"]);
  const first = asan.audio.played.length;
  set(town.clock);
  town.clock.advance(APART_MS);
  await joined(town, ["Бектур"]);
  assert.deepEqual([first, asan.audio.played.length], [1, 2]);
  return asan.audio.played;
});

each("a successor of a dead connection comes about", async (set) => {
  const call = await connected();
  call.die();
  call.a.pair.restart([]);
  set(call.clock);
  call.a.pair.restart([]); // it is young: this changes nothing
  assert.ok(await call.untilAgreed() < 5_000);
  return call.sides.map(({ pcs }) => pcs.length);
});

// What a page lets itself send and be sent: two calls, one of which has limits.
import assert from "node:assert/strict";
import { type Person, Town } from "../../../fakes/client_world.ts";
import "@/call/transport/mesh/measured_limits.ts"; // so that it comes at once
import { encodingsFor } from "@/call/transport/mesh/encoding_limits.ts";
import { voiceIn } from "@/call/transport/mesh/voice_format.ts";
import { isTight, NO_LIMITS, picturesWithin, VOICE_RATE } from "@/call/transport/traffic_limits.ts";
import { FakeSender } from "../../../fakes/sender.ts";
import { settled } from "../../../fakes/random.ts";

async function pair(): Promise<{ town: Town; asan: Person; gulnar: Person }> {
  const town = new Town();
  const people: Person[] = [];
  for (const name of ["Асан", "Гүлнар"]) {
    const person = town.open("room1", { paths: true });
    await settled();
    await person.call.media.toggle("camera", true);
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  const [asan, gulnar] = people;
  assert.ok(asan && gulnar);
  for (const { call } of people) call.layout.measure({ width: 1_280, height: 720 });
  await passes(town, 3_000);
  return { town, asan, gulnar };
}

async function passes(town: Town, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    town.clock.advance(100);
    await settled();
  }
}

function camera({ peers }: Person): RTCRtpEncodingParameters {
  const sender = peers.at(-1)?.getTransceivers()[1]?.sender;
  assert.ok(sender instanceof FakeSender);
  return sender.parameters.encodings[0] ?? {};
}

function voice({ peers }: Person): string {
  return voiceIn(peers.at(-1)?.remoteDescription?.sdp ?? "");
}

Deno.test("the most that is sent holds within 500 ms, is remembered, and never cuts the voice", async () => {
  const { town, asan } = await pair();
  assert.ok((camera(asan).maxBitrate ?? 0) > 500_000);
  const { preferences } = asan.call;
  preferences.set("uplinkCap", 200);
  await passes(town, 500);
  assert.ok((camera(asan).maxBitrate ?? 0) <= 200_000 - VOICE_RATE.usual);
  assert.equal(camera(asan).active, true);
  assert.equal(voice(asan), "usual");
  preferences.set("uplinkCap", 30);
  await passes(town, 5_000);
  assert.equal(camera(asan).active, false, "nothing is left for it");
  assert.equal(voice(asan), "small");
  preferences.set("uplinkCap", 0);
  await passes(town, 5_000);
  assert.equal(camera(asan).active, true);
  assert.equal(voice(asan), "usual");
  assert.ok((camera(asan).maxBitrate ?? 0) > 500_000);
});

Deno.test("music goes in stereo with many bits, unless there is no room for it", async () => {
  const { town, asan, gulnar } = await pair();
  const { media, preferences } = asan.call;
  media.setMusic(true);
  await passes(town, 5_000);
  assert.equal(voice(asan), "music");
  assert.equal(voice(gulnar), "usual", "the other way nothing changes");
  preferences.set("uplinkCap", 100);
  await passes(town, 5_000);
  assert.equal(voice(asan), "small");
  preferences.set("uplinkCap", 0);
  media.setMusic(false);
  await passes(town, 5_000);
  assert.equal(voice(asan), "usual");
});

Deno.test("a page is sent as much of pictures as it says, and all again when it says no more", async () => {
  const { town, asan, gulnar } = await pair();
  gulnar.call.transport.setLimits({ ...NO_LIMITS, picturesDown: 100_000 });
  await passes(town, 500);
  assert.ok((camera(asan).maxBitrate ?? 0) <= 100_000);
  assert.ok((camera(gulnar).maxBitrate ?? 0) > 500_000, "the other way nothing changes");
  gulnar.call.transport.setLimits({ ...NO_LIMITS, picturesDown: 0 });
  await passes(town, 500);
  assert.equal(camera(asan).active, false);
  gulnar.call.transport.setLimits(NO_LIMITS);
  await passes(town, 5_000);
  assert.equal(camera(asan).active, true);
  assert.ok((camera(asan).maxBitrate ?? 0) > 500_000);
});

Deno.test("what a page takes goes to a screen first, and what it leaves to others", () => {
  const shown = { width: 1_280, height: 720, rank: "main" as const };
  const demand = { camera: shown, screen: shown };
  const capture = { width: 1_280, height: 720 };
  const plan = encodingsFor(
    new Map([
      ["b", { demand, rampingUp: false, most: 150_000 }],
      ["c", { demand, rampingUp: false }],
    ]),
    { captures: { camera: capture, screen: capture }, budget: 3_000_000 },
  );
  const [b, c] = [plan.get("b"), plan.get("c")];
  assert.deepEqual([b?.screen.maxBitrate, b?.screen.active], [150_000, true]);
  assert.equal(b?.camera.active, false);
  assert.ok((c?.screen.maxBitrate ?? 0) + (c?.camera.maxBitrate ?? 0) > 2_500_000);
});

Deno.test("beside voices pictures get what is left, and voices are small where it is little", () => {
  const within = (up: number, voices: number) => picturesWithin({ ...NO_LIMITS, up }, voices);
  assert.equal(within(Infinity, 5), Infinity);
  assert.equal(within(500_000, 2), 500_000 - 2 * VOICE_RATE.usual);
  assert.ok(isTight({ ...NO_LIMITS, up: 100_000 }, 2));
  assert.ok(isTight({ ...NO_LIMITS, up: 300_000, music: true }, 2));
  assert.equal(within(100_000, 2), 100_000 - 2 * VOICE_RATE.small);
  assert.equal(within(10_000, 2), 0);
  assert.equal(picturesWithin({ ...NO_LIMITS, up: 500_000, picturesUp: 7 }, 2), 7);
});

// Two calls: what one shows of the other decides what the other one encodes for it.
import assert from "node:assert/strict";
import { type Person, Town } from "../../../fakes/client_world.ts";
import "@/call/transport/mesh/measured_limits.ts"; // so that it comes at once
import { isRedundant, type VoiceFormat, voiceIn } from "@/call/transport/mesh/voice_format.ts";
import { FakeSender } from "../../../fakes/sender.ts";
import { settled } from "../../../fakes/random.ts";

/** Two people who see each other, on stages of this width. */
async function pair(width = 1_280): Promise<{ town: Town; asan: Person; gulnar: Person }> {
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
  for (const { call } of people) call.layout.measure({ width, height: width * 9 / 16 });
  await passes(town, 3_000);
  return { town, asan, gulnar };
}

async function passes(town: Town, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    town.clock.advance(100);
    await settled();
  }
}

/** What a page sends its camera like. */
function camera(person: Person): RTCRtpEncodingParameters {
  return encodingOf(person, 1);
}

/** What it sends in the slot of this index. */
function encodingOf({ peers }: Person, slot: number): RTCRtpEncodingParameters {
  const sender = peers.at(-1)?.getTransceivers()[slot]?.sender;
  assert.ok(sender instanceof FakeSender);
  return sender.parameters.encodings[0] ?? {};
}

/** What a page goes by when it sends its voice. */
function voice({ peers }: Person): VoiceFormat {
  return voiceIn(peers.at(-1)?.remoteDescription?.sdp ?? "");
}

Deno.test("a page that is hidden is sent no picture, and one that is shown again is sent it at once", async () => {
  const { town, asan, gulnar } = await pair();
  assert.equal(camera(asan).active, true);
  gulnar.page.show(false);
  await passes(town, 200);
  assert.equal(camera(asan).active, false);
  assert.equal(camera(gulnar).active, true, "the other way nothing changes");
  gulnar.page.show(true);
  await passes(town, 200);
  assert.equal(camera(asan).active, true);
});

Deno.test("a small stage is sent a small picture within 500 ms, a large one a large picture again", async () => {
  const { town, asan, gulnar } = await pair();
  assert.equal(camera(asan).scaleResolutionDownBy, 1);
  gulnar.call.layout.measure({ width: 320, height: 180 });
  await passes(town, 500);
  assert.ok((camera(asan).scaleResolutionDownBy ?? 1) >= 3);
  gulnar.call.layout.measure({ width: 1_280, height: 720 });
  await passes(town, 3_500);
  assert.equal(camera(asan).scaleResolutionDownBy, 1);
});

Deno.test("nothing is set at a sender while nothing changes", async () => {
  const { town, asan } = await pair();
  const before = camera(asan);
  let sets = 0;
  const sender = asan.peers.at(-1)?.getTransceivers()[1]?.sender as FakeSender;
  const set = sender.setParameters.bind(sender);
  sender.setParameters = (parameters) => {
    sets += 1;
    return set(parameters);
  };
  await asan.call.presence.setHand(true);
  await passes(town, 5_000);
  assert.equal(sets, 0);
  assert.deepEqual(camera(asan), before);
});

Deno.test("a page that hides and shows itself all the time has a few pictures begun anew, not all", async () => {
  const { town, asan, gulnar } = await pair();
  let wakes = 0;
  let was = true;
  for (let turn = 0; turn < 100; turn++) {
    gulnar.page.show(turn % 2 === 1);
    await passes(town, 100);
    const is = camera(asan).active ?? true;
    if (is && !was) wakes += 1;
    was = is;
  }
  assert.ok(wakes <= 6 + 0.5 * 10 + 1, `${wakes} within 10 s`);
});

Deno.test("silence of a picture that this page does not ask for is no trouble", async () => {
  const { town, asan, gulnar } = await pair();
  await asan.call.media.toggle("mic", false);
  gulnar.page.show(false);
  await passes(town, 20_000);
  const [state] = [...gulnar.call.connections.states.value.values()];
  assert.equal(state, "connected");
  assert.deepEqual(gulnar.peers.map(({ restarts }) => restarts), [0]);
});

Deno.test("a queue before the uplink cuts what pictures may take; the next call there begins with that", async () => {
  const { town, asan } = await pair();
  const before = camera(asan).maxBitrate ?? 0;
  const [peer] = asan.peers;
  assert.ok(peer);
  const begun = town.clock.steady();
  peer.getStats = () => {
    const seconds = (town.clock.steady() - begun) / 1_000;
    const sent = { type: "outbound-rtp", kind: "video", packetsSent: 100 * seconds };
    const trip = seconds > 4 ? 0.4 : 0.04;
    const entries = [
      { ...sent, bytesSent: 75_000 * seconds },
      { type: "remote-inbound-rtp", packetsLost: 0, roundTripTime: trip, timestamp: seconds },
    ];
    return Promise.resolve(new Map(entries.entries()) as unknown as RTCStatsReport);
  };
  await passes(town, 16_000);
  const after = camera(asan).maxBitrate ?? Infinity;
  assert.ok(after <= 0.6 * before, `${before} before, ${after} after`);
  const kept = asan.store.get("browser", "uplink:wifi");
  assert.ok(Number(kept) > 0 && Number(kept) <= before, `${kept}`);
});

Deno.test("who saves data gets small voices and a pinned picture alone, and others see it", async () => {
  const { town, asan, gulnar } = await pair();
  const [other] = gulnar.call.membership.members.value.filter(({ name }) => name === "Асан");
  assert.ok(other);
  gulnar.call.preferences.set("saveData", true);
  await passes(town, 500);
  assert.equal(encodingOf(asan, 0).maxBitrate, 10_500, "towards whoever saves");
  assert.equal(encodingOf(gulnar, 0).maxBitrate, 10_500, "and from there");
  assert.equal(voice(asan), "saving");
  assert.equal(voice(gulnar), "saving");
  assert.equal(camera(asan).active, false);
  assert.ok((camera(gulnar).maxBitrate ?? Infinity) <= 150_000);
  assert.deepEqual([...asan.call.network.dataSaving.members.value], [
    gulnar.call.membership.self.value,
  ]);
  const tile = () => gulnar.call.layout.tiles.value.find(({ key }) => key === other.id);
  assert.equal(tile()?.video, null);
  assert.equal(tile()?.isHeldBack, true);

  gulnar.call.layout.setPinned(other.id, true);
  await passes(town, 500);
  assert.equal(camera(asan).active, true);
  assert.ok((camera(asan).scaleResolutionDownBy ?? 1) >= 3);
  assert.notEqual(tile()?.video, null);

  gulnar.call.preferences.set("saveData", false);
  await passes(town, 4_000);
  assert.equal(encodingOf(asan, 0).maxBitrate, undefined);
  assert.equal(voice(asan), "usual");
  assert.equal(voice(gulnar), "usual");
  assert.equal(asan.call.network.dataSaving.members.value.size, 0);
  assert.equal(camera(asan).scaleResolutionDownBy, 1);
});

Deno.test("an uplink that carries hardly more than voices gets small ones, and whole ones later", async () => {
  const { town, asan, gulnar } = await pair();
  const [peer] = asan.peers;
  assert.ok(peer);
  const begun = town.clock.steady();
  let isPoor = true;
  peer.getStats = () => {
    const seconds = (town.clock.steady() - begun) / 1_000;
    const sent = { type: "outbound-rtp", kind: "video", packetsSent: 100 * seconds };
    const trip = isPoor && seconds > 4 ? 0.4 : 0.04;
    const entries = [
      { ...sent, bytesSent: 12_500 * seconds },
      { type: "remote-inbound-rtp", packetsLost: 0, roundTripTime: trip, timestamp: seconds },
    ];
    return Promise.resolve(new Map(entries.entries()) as unknown as RTCStatsReport);
  };
  assert.equal(voice(asan), "usual");
  await passes(town, 14_000);
  assert.equal(voice(asan), "small");
  assert.equal(encodingOf(asan, 0).maxBitrate, 10_500);
  assert.equal(voice(gulnar), "usual", "the other one's uplink is not short");
  isPoor = false;
  await passes(town, 45_000);
  assert.equal(voice(asan), "usual");
  assert.equal(encodingOf(asan, 0).maxBitrate, undefined);
});

Deno.test("a voice goes twice where packets are lost without a queue, in that direction alone", async () => {
  const { town, asan, gulnar } = await pair();
  const [peer] = asan.peers;
  assert.ok(peer);
  const begun = town.clock.steady();
  peer.getStats = () => {
    const seconds = (town.clock.steady() - begun) / 1_000;
    const entries = [
      { type: "outbound-rtp", kind: "video", packetsSent: 100 * seconds, bytesSent: 0 },
      { type: "remote-inbound-rtp", packetsLost: 10 * seconds, roundTripTime: 0.04, timestamp: 1 },
    ];
    return Promise.resolve(new Map(entries.entries()) as unknown as RTCStatsReport);
  };
  const isTwice = ({ peers }: Person) => isRedundant(peers.at(-1)?.remoteDescription?.sdp ?? "");
  assert.equal(isTwice(asan), false);
  await passes(town, 12_000);
  assert.equal(isTwice(asan), true);
  assert.equal(isTwice(gulnar), false);
});

Deno.test("saving data is offered once in a call whose paths are mostly poor", async () => {
  const { town, asan } = await pair();
  const [peer] = asan.peers;
  assert.ok(peer);
  let looks = 0;
  peer.getStats = () => {
    looks += 1;
    const entries = [
      { type: "inbound-rtp", packetsReceived: 80 * looks, packetsLost: 40 * looks },
    ];
    return Promise.resolve(new Map(entries.entries()) as unknown as RTCStatsReport);
  };
  const offers = () =>
    asan.call.notifications.toasts.list.value.filter(({ notification }) =>
      notification.kind === "saveOffer"
    ).length;
  assert.equal(offers(), 0);
  await passes(town, 10_000);
  assert.equal(offers(), 1);
  await passes(town, 60_000);
  assert.equal(offers(), 0, "and not again");
});

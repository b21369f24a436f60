// A connection that died and its successor, in whole calls: media, chat, proofs, and the end of it.
import assert from "node:assert/strict";
import type { Signal } from "@preact/signals-core";
import type { Quality } from "@/call/transport/monitor/network_quality.ts";
import { settled, until } from "../../../fakes/random.ts";
import type { FakePeer } from "../../../fakes/rtc.ts";
import { type Person, Town } from "../../../fakes/client_world.ts";

const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";

/** Two people in one call, connected; the second one is told first. */
async function pair(town: Town, { fragment = "" } = {}): Promise<[Person, Person]> {
  const people: Person[] = [];
  for (const name of ["Асан", "Гүлнар"]) {
    const person = town.open("room1", { paths: true, fragment });
    await settled();
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  const [asan, gulnar] = people;
  assert.ok(asan && gulnar);
  await until(() => people.every((person) => linkOf(person) === "connected"));
  return [asan, gulnar];
}

async function pass(town: Town, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    town.clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }
}

const linkOf = ({ call }: Person) => [...call.connections.states.value.values()][0];
const shownBy = ({ call }: Person) => [...call.connections.tracks.value.values()][0];
const open = ({ peers }: Person) =>
  peers.filter(({ signalingState }) => signalingState !== "closed");
const last = ({ peers }: Person): FakePeer => {
  const peer = peers.at(-1);
  assert.ok(peer);
  return peer;
};
const sentBy = (peer: FakePeer) => peer.getTransceivers().map(({ sender }) => sender.track);

/** The path of the connection in use is gone, and both browsers say so. */
function die(people: readonly Person[]): void {
  for (const person of people) last(person).become("disconnected");
}

Deno.test("a successor carries the call on: what is sent, what is shown, and the same person", async () => {
  const town = new Town();
  const people = await pair(town);
  const [asan, gulnar] = people;
  const before = people.map(shownBy);
  die(people);
  await pass(town, 600);
  for (const person of people) {
    assert.equal(person.peers.length, 2);
    assert.equal(open(person).length, 1);
    assert.equal(linkOf(person), "connected");
    assert.ok(last(person).restarts === 0);
    assert.equal(shownBy(person)?.mic, last(person).getTransceivers()[0]?.receiver.track);
    assert.equal(person.call.connections.tracks.value.size, 1);
    assert.deepEqual(person.errors, []);
  }
  people.forEach((person, n) => assert.notEqual(shownBy(person)?.mic, before[n]?.mic));
  await pass(town, 30_000);
  assert.deepEqual(people.map(({ peers }) => peers.length), [2, 2], "and that is all");
  await asan.call.media.toggle("camera");
  await settled();
  const { camera } = asan.call.media.tracks.value;
  assert.equal(sentBy(last(asan))[1], camera, "tracks go to the new one");
  gulnar.call.membership.leave();
  await settled();
  assert.ok(people.every((person) => open(person).length === 0));
});

Deno.test("only what is made after a change asks anew for the networks", async () => {
  const town = new Town();
  const people = await pair(town);
  const [asan, gulnar] = people;
  const choices = () =>
    people.map(({ peers }) => peers.map(({ choice }) => choice.afterChange === true));
  die(people);
  await pass(town, 600);
  assert.deepEqual(choices(), [[false, true], [false, true]], "a successor does");
  gulnar.setOnline(false);
  await pass(town, 20_000);
  gulnar.setOnline(true);
  await until(() => people.every((person) => open(person).length === 1));
  assert.equal(gulnar.peers.length, 3, "she was gone for too long, and came as somebody new");
  assert.deepEqual(choices(), [[false, true, false], [false, true, true]], "and so does she");
  assert.deepEqual(asan.errors, []);
});

Deno.test("what is switched while a successor is being made goes to both", async () => {
  const town = new Town();
  const people = await pair(town);
  const [asan] = people;
  town.paths.isOpen = false;
  die(people);
  await pass(town, 600);
  assert.ok(people.every((person) => open(person).length === 2));
  await asan.call.media.toggle("mic");
  await asan.call.media.toggle("camera");
  await asan.call.media.toggleScreen();
  await settled();
  const { mic, camera, screen, screenAudio } = asan.call.media.tracks.value;
  for (const peer of open(asan)) {
    assert.deepEqual(sentBy(peer).slice(0, 4), [mic, camera, screen, screenAudio]);
  }
  asan.call.membership.leave();
  await settled();
  assert.ok(people.every((person) => open(person).length === 0), "both are closed");
});

Deno.test("the chat from browser to browser goes on over the successor", async () => {
  const town = new Town();
  const people = await pair(town);
  const [asan, gulnar] = people;
  die(people);
  await pass(town, 600);
  town.restart();
  await settled();
  asan.call.chat.send("салам");
  await settled();
  const texts = gulnar.call.chat.lines.value.flatMap((line) =>
    line.kind === "text" ? [line.text] : []
  );
  assert.deepEqual(texts, ["салам"]);
});

Deno.test("a successor has to be proven, too; one that is not is refused, and so is the person", async () => {
  for (const honest of [true, false]) {
    const town = new Town();
    const people = await pair(town, { fragment: `#k=${KEY}` });
    if (!honest) {
      town.tamper = (event, payload) => {
        if (event !== "peer:offer" && event !== "peer:answer") return payload;
        const { sdp } = payload as { sdp: string };
        return {
          ...payload,
          sdp: sdp.replace(/a=fingerprint:\S+ \S+/, "a=fingerprint:sha-256 ff"),
        };
      };
    }
    die(people);
    await pass(town, 3_000);
    if (honest) {
      await until(() => people.every((person) => linkOf(person) === "connected"));
      for (const { call } of people) {
        assert.deepEqual([...call.connections.verifications.value.values()], ["proven"]);
      }
      continue;
    }
    await until(() => people.some((person) => linkOf(person) === "refused"));
    await pass(town, 30_000);
    for (const person of people) {
      assert.ok(
        person.peers.slice(1).every(({ remoteDescription }) =>
          !remoteDescription?.sdp.includes("sha-256 ff")
        ),
      );
      if (linkOf(person) === "refused") assert.equal(open(person).length, 0);
    }
  }
});

Deno.test("how well the old connection did is not said of its successor", async () => {
  const town = new Town();
  const people = await pair(town);
  const [{ call: { connections } }] = people;
  const id = [...connections.tracks.value.keys()][0] ?? "";
  (connections.qualities as Signal<ReadonlyMap<string, Quality>>).value = new Map([[id, "poor"]]);
  die(people);
  await pass(town, 600);
  assert.equal(connections.qualities.value.get(id), "good");
});

Deno.test("what was compared stays compared: a page has one key for all its connections", async () => {
  const town = new Town();
  const people = await pair(town);
  const [asan, bakyt] = people;
  const words = () => Promise.all(people.map(({ call }) => call.encryption.shortAuthString()));
  const [before, same] = await words();
  assert.ok(before && same);
  assert.deepEqual(before, same);
  asan.call.encryption.confirm(before);
  bakyt.call.encryption.confirm(same);
  die(people);
  await pass(town, 600);
  assert.deepEqual(people.map(({ peers }) => peers.length), [2, 2]);
  for (const { call } of people) {
    assert.equal(call.encryption.changed.value, false);
    assert.equal(call.encryption.status.value, "compared");
  }
  const [after, again] = await words(); // each round has words of its own, the same for both
  assert.ok(after);
  assert.deepEqual(after, again);
});

Deno.test("pages of before know of no successors: the old connection gets a new path", async () => {
  const town = new Town();
  town.tamper = (event, payload) => {
    const { link: _link, ...rest } = payload as { link?: number };
    return event.startsWith("peer:") ? rest : payload;
  };
  const people = await pair(town);
  die(people);
  await pass(town, 1_000);
  for (const { peers } of people) {
    assert.equal(peers.length, 1);
    assert.ok((peers[0]?.restarts ?? 0) > 0);
    assert.equal(peers[0]?.connectionState, "connected");
  }
});

Deno.test("no second connection is made where there is no server to agree upon it", async () => {
  const town = new Town();
  const people = await pair(town);
  for (const person of people) person.setOnline(false);
  await settled();
  die(people);
  await pass(town, 10_000);
  assert.deepEqual(people.map(({ peers }) => peers.length), [1, 1]);
  for (const person of people) person.setOnline(true);
  await settled();
  await pass(town, 600);
  assert.deepEqual(people.map(({ peers }) => peers.length), [2, 2]);
  assert.ok(people.every((person) => linkOf(person) === "connected"));
});

// Who may be recorded, and that a person's answer reaches the room whatever the network does meanwhile.
import assert from "node:assert/strict";
import { recordedMembers, refusingMembers } from "@/call/recording/recorded_members.ts";
import { member } from "../../components/kit/samples.ts";
import type { OwnRecording } from "@/call/recording/own_recording.ts";
import { joined, type Person, Town } from "../../fakes/client_world.ts";
import { settled } from "../../fakes/random.ts";

Deno.test("nobody is recorded before the room knows of it, nor who was not told of this recording", () => {
  const told = (at: number, agrees = true) => ({ consent: { told: at, agrees } });
  const others = [
    { ...member("knows"), ...told(7) },
    { ...member("knew an older one"), ...told(6) },
    { ...member("refuses"), ...told(7, false) },
    member("an old page"),
  ];
  assert.deepEqual(recordedMembers([member("me"), ...others], "me"), []);
  const recorder = { ...member("me"), recording: 7 };
  assert.deepEqual(recordedMembers([recorder, ...others], "me"), ["me", "knows"]);
  assert.deepEqual(refusingMembers([recorder, ...others], "me"), ["refuses"]);
});

/** Begins a recording by a recorder that writes nothing. */
async function record(person: Person): Promise<void> {
  const recorder = { end: () => Promise.resolve() };
  Object.assign(person.ports.recording, { supported: true, open: () => Promise.resolve(recorder) });
  person.call.recording.start(() => recorder as unknown as OwnRecording);
  await settled();
}

/** Two in a call of which one records; `consent` is the other one's, as the room has it. */
async function recordedCall() {
  const town = new Town();
  const [asan, gulnar] = [town.open("room1"), town.open("room1")];
  for (const [person, name] of [[asan, "Asan"], [gulnar, "Gulnar"]] as const) {
    await settled();
    person.call.membership.join(name);
    await settled();
  }
  await record(asan);
  const id = gulnar.call.membership.self.value;
  const members = () => asan.call.membership.members.value;
  const consent = () => members().find((one) => one.id === id)?.consent;
  const begun = members().find(({ recording }) => recording !== undefined)?.recording ?? 0;
  return { town, asan, gulnar, consent, begun };
}

Deno.test("a page answers once it has shown the mark, and not before", async () => {
  const { gulnar, consent, begun } = await recordedCall();
  assert.equal(consent(), undefined);
  gulnar.call.recording.show(begun);
  await settled();
  assert.deepEqual(consent(), { told: begun, agrees: true });
  gulnar.call.recording.answer(false);
  await settled();
  assert.deepEqual(consent(), { told: begun, agrees: false });
});

Deno.test("a refusal without a network is said as soon as there is one", async () => {
  const { town, gulnar, consent, begun } = await recordedCall();
  gulnar.call.recording.show(begun);
  await settled();
  gulnar.setOnline(false);
  gulnar.call.recording.answer(false);
  await settled();
  assert.equal(consent()?.agrees, true);
  assert.equal(gulnar.call.recording.agrees, false, "her own page shows what she pressed");
  gulnar.setOnline(true);
  await settled();
  town.clock.advance(1_000);
  await settled();
  assert.deepEqual(consent(), { told: begun, agrees: false });
});

const recordersAt = ({ call }: Person) => call.recording.recorders.value.map(({ name }) => name);

Deno.test("the end of a recording that was said without a network is said as soon as there is one", async () => {
  const town = new Town();
  const [asan, gulnar] = await joined(town, ["Asan", "Gulnar"]);
  assert.ok(asan && gulnar);
  await record(asan);
  assert.deepEqual(recordersAt(gulnar), ["Asan"]);
  asan.setOnline(false);
  asan.call.recording.stop();
  await settled();
  asan.setOnline(true);
  await settled();
  assert.deepEqual(recordersAt(gulnar), []);
});

Deno.test("what a busy server refuses of a recording is said again", async () => {
  const town = new Town();
  const [asan, gulnar] = await joined(town, ["Asan", "Gulnar"]);
  assert.ok(asan && gulnar);
  let busy = true;
  for (const person of [asan, gulnar]) {
    person.refuse = (event) => busy && /record|consent/.test(event) ? "too-fast" : null;
  }
  const isOver = async () => {
    busy = false;
    town.clock.advance(2_000);
    await settled();
    busy = true;
  };
  await record(asan);
  assert.deepEqual(recordersAt(gulnar), []);
  await isOver();
  assert.deepEqual(recordersAt(gulnar), ["Asan"]);
  gulnar.call.recording.show(gulnar.call.recording.recorders.value[0]?.recording ?? 0);
  await settled();
  const consent = () => gulnar.call.membership.me.value?.consent?.agrees;
  assert.equal(consent(), undefined);
  await isOver();
  assert.equal(consent(), true);
  asan.call.recording.stop();
  await settled();
  assert.deepEqual(recordersAt(gulnar), ["Asan"]);
  await isOver();
  assert.deepEqual(recordersAt(gulnar), []);
});

Deno.test("a recorder that comes after the person has left is ended, and nobody is said to record", async () => {
  const town = new Town();
  const [asan] = await joined(town, ["Asan"]);
  const { promise, resolve } = Promise.withResolvers<{ end(): Promise<void> }>();
  Object.assign(asan!.ports.recording, { supported: true, open: () => promise });
  let ended = 0;
  const recorder = { end: () => (ended++, Promise.resolve()) };
  asan!.call.recording.start(() => recorder as unknown as OwnRecording);
  await settled();
  asan!.call.membership.leave();
  resolve(recorder);
  await settled();
  assert.equal(ended, 1);
  assert.deepEqual([asan!.call.recording.isGoing, asan!.call.recording.state.value], [false, null]);
});

Deno.test("what an earlier recorder reports while it ends is nothing about the one that runs", async () => {
  const town = new Town();
  const [asan] = await joined(town, ["Asan"]);
  const tells: ((state: "failed") => void)[] = [];
  const recorder = { end: () => Promise.resolve() };
  Object.assign(asan!.ports.recording, {
    supported: true,
    open: ({ onState }: { onState(state: "failed"): void }) => {
      tells.push(onState);
      return Promise.resolve(recorder);
    },
  });
  for (let n = 0; n < 2; n++) {
    asan!.call.recording.stop();
    asan!.call.recording.start(() => recorder as unknown as OwnRecording);
    await settled();
  }
  tells[0]?.("failed");
  assert.equal(asan!.call.recording.state.value, "running");
  tells[1]?.("failed");
  assert.equal(asan!.call.recording.state.value, "failed");
});

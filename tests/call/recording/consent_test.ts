// Who may be recorded, and that a person's answer reaches the room whatever the network does meanwhile.
import assert from "node:assert/strict";
import { recordedMembers, refusingMembers } from "@/call/recording/recorded_members.ts";
import { member } from "../../components/kit/samples.ts";
import { Town } from "../../fakes/client_world.ts";
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

/** Two in a call of which one records; `consent` is the other one's, as the room has it. */
async function recordedCall() {
  const town = new Town();
  const [asan, gulnar] = [town.open("room1"), town.open("room1")];
  for (const [person, name] of [[asan, "Asan"], [gulnar, "Gulnar"]] as const) {
    await settled();
    person.call.membership.join(name);
    await settled();
  }
  await asan.ports.signaling.request("member:record", { on: true });
  await settled();
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
  gulnar.setOnline(true);
  await settled();
  town.clock.advance(1_000);
  await settled();
  assert.deepEqual(consent(), { told: begun, agrees: false });
});

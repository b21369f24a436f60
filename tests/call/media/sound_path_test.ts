// Everything that is heard comes out of one speaker, and only of those who are shown as speaking.
import assert from "node:assert/strict";
import { settled } from "../../fakes/random.ts";
import { joined, type Person, Town } from "../../fakes/client_world.ts";

async function speakers(person: Person, ...ids: string[]): Promise<void> {
  person.devices.ids = [...person.devices.ids.filter((id) => !id.startsWith("spk")), ...ids];
  person.devices.change();
  await settled();
}

function told(person: Person): number {
  return person.call.notifications.toasts.list.value.filter(({ notification }) =>
    notification.kind === "speakerFailed"
  )
    .length;
}

Deno.test("voices and sounds follow the chosen speaker, away when it goes and back when it returns", async () => {
  const [asan] = await joined(new Town(), ["Асан"]);
  assert.ok(asan);
  const { media: local } = asan.call;
  const heardFrom: (string | undefined)[] = [];
  asan.audio.play = (_sound, speaker) => void heardFrom.push(speaker);
  await speakers(asan, "spk-1", "spk-2");
  assert.equal(local.speaker.value, undefined);
  await asan.call.media.choose("speaker", "spk-2");
  asan.call.media.testSound();
  await speakers(asan, "spk-1"); // it is pulled out
  assert.equal(local.speaker.value, "");
  assert.equal(told(asan), 1);
  asan.call.media.testSound();
  await speakers(asan, "spk-1", "spk-2");
  asan.call.media.testSound();
  assert.deepEqual(heardFrom, ["spk-2", "", "spk-2"]);
  assert.equal(local.chosen.value.speaker, "spk-2");
});

Deno.test("one voice whose speaker fails takes all others with it, and is told once", async () => {
  const [asan] = await joined(new Town(), ["Асан"]);
  assert.ok(asan);
  const { media } = asan.call;
  const { media: local } = asan.call;
  await asan.call.media.choose("speaker", "spk-9"); // not in any list: nothing was allowed yet
  assert.equal(local.speaker.value, "spk-9");
  for (let voice = 0; voice < 3; voice++) media.noteFailedSpeaker("spk-9");
  assert.deepEqual([local.speaker.value, told(asan)], ["", 1]);
  await asan.call.media.choose("speaker", "spk-9"); // the person says so again
  assert.equal(local.speaker.value, "spk-9");
  media.noteFailedSpeaker("spk-9");
  await speakers(asan, "spk-9");
  assert.equal(local.speaker.value, "spk-9");
});

Deno.test("who is shown as silent is not heard, whatever is sent", async () => {
  const town = new Town();
  const [asan, gulnar] = await joined(town, ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  const voice = () => asan.call.voices.value[0];
  assert.equal(voice()?.tracks.length, 1); // no screen is shared, so its sound is held
  assert.equal(voice()?.held.length, 1);
  await gulnar.call.media.toggle("mic", false);
  await settled();
  assert.deepEqual([voice()?.tracks.length, voice()?.held.length], [0, 2]);
  gulnar.refuse = (event) => event === "member:media" ? "internal" : null;
  await gulnar.call.media.toggle("mic", true); // it sends, and the room is not told
  await settled();
  assert.deepEqual([voice()?.tracks.length, voice()?.held.length], [0, 2]);
  asan.setOnline(false); // who cannot be told hears what may be said
  assert.equal(voice()?.tracks.length, 2);
});

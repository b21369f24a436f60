// What comes too late for one visit to a room changes nothing about the next.
import assert from "node:assert/strict";
import { settled } from "../../fakes/random.ts";
import { joined, type Person, Town } from "../../fakes/client_world.ts";

function texts({ call }: Person): string[] {
  return call.chat.lines.value.flatMap((line) => line.kind === "text" ? [line.text] : []);
}

async function say(who: Person, text: string): Promise<void> {
  who.call.chat.send(text);
  await settled();
}

Deno.test("a message that was on its way when one hung up does not hide those before it", async () => {
  const [asan, gulnar] = await joined(new Town(), ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  await say(asan, "бир");
  await say(gulnar, "эки");
  gulnar.call.membership.leave();
  await settled();
  const newest = asan.call.chat.lines.value.at(-1);
  assert.ok(newest);
  gulnar.hear("chat:line", { ...newest, id: "late", seq: newest.seq + 1 });
  assert.deepEqual(texts(gulnar), []);
  gulnar.call.membership.join("Гүлнар");
  await settled();
  assert.deepEqual(texts(gulnar), texts(asan));
});

Deno.test("a question about a device that was dismissed after one came again does not switch it off", async () => {
  const person = new Town().open("room1");
  const { devices } = person;
  const asked: (() => void)[] = [];
  const open = devices.open;
  devices.open = (...how) =>
    new Promise((resolve, reject) => {
      if (asked.length >= 2) return resolve(open(...how));
      asked.push(() => reject(new DOMException("dismissed", "NotAllowedError")));
    });
  await settled();
  person.call.membership.join("Асан");
  await settled();
  assert.equal(asked.length, 2, "microphone and camera");
  person.call.membership.leave();
  person.call.membership.join("Асан");
  for (const dismiss of asked) dismiss();
  await settled();
  const { flags, problems } = person.call.media;
  assert.deepEqual([flags.value.mic, flags.value.camera], [true, true]);
  assert.deepEqual(problems.value, {});
});

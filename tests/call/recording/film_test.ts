// What a film shows and plays, and when storage is too full to record.
import assert from "node:assert/strict";
import { filmBoxes, fitted, personAt } from "@/call/recording/film_plan.ts";
import type { Note } from "@/call/recording/recorded_log.ts";
import { limited, SAMPLE_RATE, SoundTrack, type Stereo } from "@/call/recording/sound_mixer.ts";
import { storageLevel } from "@/call/recording/storage_level.ts";

const ON = { mic: true, camera: true, screen: false, screenAudio: false };

Deno.test("a person is in the film from the first name on until they have left", () => {
  const notes: Note[] = [
    { t: 100, kind: "name", name: "Айбек" },
    { t: 100, kind: "media", media: ON },
    { t: 900, kind: "name", name: "Айбек (2)" },
    { t: 1_500, kind: "left" },
  ];
  assert.equal(personAt(notes, 99), null);
  assert.deepEqual(personAt(notes, 100), { name: "Айбек", media: ON });
  assert.equal(personAt(notes, 900)?.name, "Айбек (2)");
  assert.equal(personAt(notes, 1_500), null);
});

Deno.test("everybody has a box within the picture, none lies over another, whatever their number", () => {
  const size = { width: 1_280, height: 720 };
  for (const hasScreen of [false, true]) {
    for (let people = 0; people <= 30; people++) {
      const plan = filmBoxes({ people, hasScreen }, size);
      assert.equal(plan.people.length, people);
      assert.equal(plan.screen !== null, hasScreen);
      const boxes = [...plan.people, ...(plan.screen ? [plan.screen] : [])];
      for (const [at, one] of boxes.entries()) {
        assert.ok(one.x >= 0 && one.x + one.width <= size.width, `${people}: x`);
        assert.ok(one.y >= 0 && one.y + one.height <= size.height, `${people}: y`);
        const over = boxes.slice(at + 1).some((other) =>
          one.x < other.x + other.width && other.x < one.x + one.width &&
          one.y < other.y + other.height && other.y < one.y + one.height
        );
        assert.equal(over, false, `${people} people, screen: ${hasScreen}`);
      }
    }
  }
});

Deno.test("a picture covers its box without bars, and a screen is shown whole", () => {
  const box = { x: 10, y: 20, width: 100, height: 100 };
  const cover = fitted({ width: 200, height: 100 }, box, "cover");
  assert.deepEqual(cover.target, box);
  assert.deepEqual(cover.source, { x: 50, y: 0, width: 100, height: 100 });
  const whole = fitted({ width: 200, height: 100 }, box, "contain");
  assert.deepEqual(whole.source, { x: 0, y: 0, width: 200, height: 100 });
  assert.deepEqual(whole.target, { x: 10, y: 45, width: 100, height: 50 });
});

const tone = (length: number, value: number): Stereo => [
  new Float32Array(length).fill(value),
  new Float32Array(length).fill(value),
];

Deno.test("voices are added up at their times; a packet a little late leaves no gap", () => {
  const packet = SAMPLE_RATE / 50;
  const track = new SoundTrack();
  track.add(0, tone(packet, 0.25));
  track.add(22, tone(packet, 0.25)); // 2 ms late
  track.add(100, tone(packet, 0.25)); // after a pause
  const block = tone(SAMPLE_RATE / 5, 0.25);
  track.mixInto(block, 0);
  const [left] = block;
  assert.ok(left.subarray(0, 2 * packet).every((value) => value === 0.5), "one after the other");
  assert.equal(left[2 * packet], 0.25);
  assert.equal(left[SAMPLE_RATE / 10], 0.5);
  const next = tone(packet, 0);
  track.mixInto(next, SAMPLE_RATE / 5);
  assert.ok(next[0].every((value) => value === 0), "what was mixed is not mixed again");
});

Deno.test("what is too loud is bent, never cut off, and quiet sound stays as it is", () => {
  const sound = limited(tone(2, 0.5));
  assert.deepEqual([...sound], [0.5, 0.5, 0.5, 0.5]);
  const [loud = 0, louder = 0] = [1.5, 3].map((value) => limited(tone(1, value))[0]);
  assert.ok(loud < louder && louder <= 1);
  assert.ok((limited(tone(1, -3))[0] ?? 0) < -0.9);
});

Deno.test("a person is warned at a tenth of the storage, and it ends before a write fails", () => {
  const quota = 10_000 * 2 ** 20;
  assert.equal(storageLevel({ usage: 0, quota }), "enough");
  assert.equal(storageLevel({ usage: 0.91 * quota, quota }), "low");
  assert.equal(storageLevel({ usage: quota - 40 * 2 ** 20, quota }), "full");
  assert.equal(storageLevel({}), "enough", "a browser that says nothing");
});

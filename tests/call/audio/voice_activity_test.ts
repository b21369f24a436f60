// Who speaks: no flicker, no cough in the spotlight.
import assert from "node:assert/strict";
import {
  OFF_AFTER_MS,
  ON_AFTER_MS,
  SILENT,
  SPEAKING_LEVEL,
  updateVoiceActivity,
  type VoiceActivity,
} from "@/call/audio/voice_activity.ts";
import { CANDIDATE_AFTER_MS, nextSpotlight } from "@/call/audio/spotlight.ts";

const LOUD = 0.2;

/** Plays loudness every 50 ms and returns the states. */
function play(levels: readonly number[], from: VoiceActivity = SILENT): VoiceActivity[] {
  let activity = from;
  return levels.map((level, index) =>
    activity = updateVoiceActivity(activity, { level, now: index * 50 })
  );
}

Deno.test("somebody speaks after 150 ms of sound, counted from its beginning", () => {
  const states = play([0, LOUD, LOUD, LOUD, LOUD]);
  assert.deepEqual(states.map(({ speaking }) => speaking), [false, false, false, false, true]);
  assert.equal(states.at(-1)?.since, 50);
  assert.equal(ON_AFTER_MS, 150);
});

Deno.test("a cough is not speech, a pause between words does not end it", () => {
  assert.ok(play([LOUD, LOUD, 0, LOUD, LOUD, 0]).every(({ speaking }) => !speaking));
  const words = [...Array(5).fill(LOUD), ...Array(OFF_AFTER_MS / 50).fill(0), LOUD, 0];
  assert.ok(play(words).slice(4).every(({ speaking }) => speaking));
});

Deno.test("speech is over after 600 ms of silence", () => {
  const states = play([...Array(5).fill(LOUD), ...Array(14).fill(0)]);
  assert.equal(states.at(-1)?.speaking, false);
});

Deno.test("−50 dBFS is the threshold", () => {
  assert.ok(Math.abs(20 * Math.log10(SPEAKING_LEVEL) + 50) < 1e-9);
  assert.ok(play(Array(9).fill(SPEAKING_LEVEL)).every(({ speaking }) => !speaking));
});

function talking(since: number): VoiceActivity {
  return { speaking: true, since, opposed: null };
}

Deno.test("the spotlight stays with whoever speaks on, then goes to the one who spoke longest", () => {
  const voices = new Map([["a", talking(0)], ["b", talking(500)], ["c", talking(100)]]);
  assert.equal(nextSpotlight("b", voices, 5_000), "b");
  voices.set("b", SILENT);
  assert.equal(nextSpotlight("b", voices, 5_000), "a");
});

Deno.test("10: nobody gets the spotlight within the first second; in silence it stays", () => {
  const voices = new Map([["a", talking(1_000)], ["b", SILENT]]);
  assert.equal(nextSpotlight("b", voices, 1_000 + CANDIDATE_AFTER_MS - 1), "b");
  assert.equal(nextSpotlight("b", voices, 1_000 + CANDIDATE_AFTER_MS), "a");
  assert.equal(nextSpotlight(null, new Map([["a", SILENT]]), 9_999), null);
  assert.equal(nextSpotlight("gone", new Map([["a", SILENT]]), 9_999), null);
});

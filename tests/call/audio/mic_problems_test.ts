// Talking while muted, and a dead microphone: said in time, and not said again and again.
import assert from "node:assert/strict";
import {
  deadMicrophone,
  type Detector,
  HINT_PAUSE_MS,
  type Moment,
  QUIET,
  talkingWhileMuted,
} from "@/call/audio/mic_problems.ts";

/** Runs a detector every 100 ms and returns when it hinted. */
function hints(
  detect: (detector: Detector, moment: Moment) => { detector: Detector; hint: boolean },
  ms: number,
  at: (now: number) => Omit<Moment, "now">,
): number[] {
  const found: number[] = [];
  let detector = QUIET;
  for (let now = 0; now <= ms; now += 100) {
    const step = detect(detector, { now, ...at(now) });
    detector = step.detector;
    if (step.hint) found.push(now);
  }
  return found;
}

const alive = (detector: Detector, moment: Moment) =>
  deadMicrophone(detector, { ...moment, listening: true });

Deno.test("talking while muted is said within two seconds, then not for a minute", () => {
  const talk = hints(talkingWhileMuted, 90_000, () => ({ level: 0.1, on: false }));
  assert.equal(talk[0], 1_500);
  assert.ok((talk[1] ?? 0) >= 1_500 + HINT_PAUSE_MS);
});

Deno.test("words with pauses are talking, single sounds are not", () => {
  const words = (now: number) => ({ level: now % 600 < 300 ? 0.1 : 0, on: false });
  assert.equal(hints(talkingWhileMuted, 5_000, words).length, 1);
  const knocks = (now: number) => ({ level: now % 2_000 < 200 ? 0.5 : 0, on: false });
  assert.deepEqual(hints(talkingWhileMuted, 30_000, knocks), []);
});

Deno.test("nobody is told of talking who is heard, or who whispers", () => {
  assert.deepEqual(hints(talkingWhileMuted, 9_000, () => ({ level: 0.5, on: true })), []);
  assert.deepEqual(hints(talkingWhileMuted, 9_000, () => ({ level: 0.004, on: false })), []);
});

Deno.test("a microphone that was heard may give nothing for a minute: headsets filter noise", () => {
  const wordThenNothing = (now: number) => ({ level: now < 1_000 ? 0.1 : 0, on: true });
  const [first] = hints(alive, 90_000, wordThenNothing);
  assert.ok(first !== undefined && first >= 61_000 && first < 62_000, String(first));
});

Deno.test("a dead microphone is said after five seconds, before the seventh", () => {
  const [first] = hints(alive, 10_000, () => ({ level: 0, on: true }));
  assert.ok(first !== undefined && first >= 5_000 && first < 7_000);
});

Deno.test("a microphone that is off, hidden, or hears a quiet room is not dead", () => {
  assert.deepEqual(hints(alive, 30_000, () => ({ level: 0, on: false })), []);
  assert.deepEqual(hints(alive, 30_000, () => ({ level: 0.0005, on: true })), []);
  const hidden = (detector: Detector, moment: Moment) =>
    deadMicrophone(detector, { ...moment, listening: false });
  assert.deepEqual(hints(hidden, 30_000, () => ({ level: 0, on: true })), []);
});

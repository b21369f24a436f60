// Listening ten times a second: what changes is told, what does not is not.
import assert from "node:assert/strict";
import { effect } from "@preact/signals-core";
import { ActiveSpeakers, EVERY_MS } from "@/call/audio/active_speakers.ts";
import { fakeClock } from "../../fakes/ports.ts";

function setUp() {
  const clock = fakeClock();
  const levels = new Map<string, number>();
  const looks: number[] = [];
  const activeSpeakers = new ActiveSpeakers({
    clock,
    levels: () => levels,
    self: () => "me",
    onSample: (now) => void looks.push(now),
  });
  const pass = (ms: number) => {
    for (let at = 0; at < ms; at += EVERY_MS) clock.advance(EVERY_MS);
  };
  return { clock, levels, looks, activeSpeakers, pass };
}

Deno.test("speaking changes only when somebody begins or stops", () => {
  const { activeSpeakers, levels, pass } = setUp();
  let changes = 0;
  effect(() => {
    activeSpeakers.speaking.value;
    changes++;
  });
  activeSpeakers.start();
  levels.set("a", 0).set("b", 0);
  pass(1_000);
  assert.equal(changes, 1);
  levels.set("a", 0.3);
  pass(1_000);
  assert.equal(changes, 2);
  assert.deepEqual([...activeSpeakers.speaking.value], ["a"]);
  assert.ok((activeSpeakers.speakingSince("a") ?? 0) > 0);
  assert.equal(activeSpeakers.speakingSince("b"), null);
  levels.delete("a");
  pass(200);
  assert.deepEqual([...activeSpeakers.speaking.value], []);
});

Deno.test("the spotlight never falls on oneself", () => {
  const { activeSpeakers, levels, pass } = setUp();
  activeSpeakers.start();
  levels.set("me", 0.5).set("a", 0);
  pass(3_000);
  assert.equal(activeSpeakers.spotlight.value, null);
  levels.set("a", 0.5);
  pass(3_000);
  assert.equal(activeSpeakers.spotlight.value, "a");
});

Deno.test("where looking takes long, it is done less often", () => {
  const clock = fakeClock();
  const looks: number[] = [];
  const activeSpeakers = new ActiveSpeakers({
    clock,
    levels: () => {
      clock.advance(20); // a busy computer
      return new Map();
    },
    self: () => "me",
    onSample: (now) => void looks.push(now),
  });
  activeSpeakers.start();
  for (let at = 0; at < 4_200; at += 10) clock.advance(10);
  assert.ok(looks.length <= 11, `${looks.length} looks of 20 ms within 4.2 s`);
  assert.ok(looks.length >= 8, `${looks.length} looks`);
});

Deno.test("stop() ends the looking and forgets", () => {
  const { activeSpeakers, levels, looks, pass } = setUp();
  activeSpeakers.start();
  activeSpeakers.start();
  levels.set("a", 0.5);
  pass(1_000);
  assert.equal(looks.length, 10, "one loop, however often it is started");
  activeSpeakers.stop();
  pass(1_000);
  assert.equal(looks.length, 10);
  assert.equal(activeSpeakers.speaking.value.size, 0);
  assert.equal(activeSpeakers.heardAt.size, 0);
});

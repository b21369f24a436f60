// How loud a voice is, from what statistics add up.
import assert from "node:assert/strict";
import { LevelReader } from "@/call/transport/monitor/audio_level.ts";
import { SPEAKING_LEVEL } from "@/call/audio/voice_activity.ts";
import { FakeReceiver } from "../../../fakes/receiver.ts";

Deno.test("the level is that of the time since the last look, whatever was before", () => {
  const levels = new LevelReader();
  assert.equal(levels.read({ energy: 100, seconds: 10 }, null), 0, "nothing to compare with");
  const loud = levels.read({ energy: 100 + 0.5 * 0.3 ** 2, seconds: 10.5 }, null);
  assert.ok(loud > SPEAKING_LEVEL && loud < 0.3, `${loud}`);
  const quiet = levels.read({ energy: 100 + 0.5 * 0.3 ** 2 + 0.5 * 0.008 ** 2, seconds: 11 }, null);
  assert.ok(quiet < SPEAKING_LEVEL, `${quiet}: noise of a room`);
  const same = { energy: 101, seconds: 11 };
  assert.equal(levels.read(same, null), 0, "nothing was played");
});

Deno.test("a browser whose statistics do not know is asked at its receiver, which forgets to be silent", () => {
  const levels = new LevelReader();
  const receiver = new FakeReceiver("audio");
  assert.equal(levels.read(null, receiver), 0);
  receiver.audioLevel = 0.4;
  assert.equal(levels.read(null, receiver), 0.4);
  receiver.getSynchronizationSources = () => [{ audioLevel: 0.4, rtpTimestamp: 960 }];
  assert.equal(levels.read(null, receiver), 0, "the same packet as before");
});

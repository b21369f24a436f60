// When two devices in one room are watched for at all, and what going silent does.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import "@/call/audio/howling_guard.ts"; // so that it comes at once
import { SameRoom, type SameRoomOptions } from "@/call/audio/same_room.ts";
import { Preferences } from "@/call/preferences.ts";
import { Scope } from "@/call/scope.ts";
import { fakeClock, fakeStore } from "../../fakes/ports.ts";
import { seeded, settled } from "../../fakes/random.ts";
import { member } from "../transport/switching_kit.ts";

/** A page whose microphone hears what that of "a" hears, whose page says so, too. */
function page() {
  const clock = fakeClock();
  const random = seeded(3);
  const done: string[] = [];
  let hear: (id: string) => void = () => {};
  const flags = signal({ mic: true, camera: false, screen: false, screenAudio: false });
  const phase = signal("call");
  const preferences = new Preferences(fakeStore());
  const room = new SameRoom({
    ...{ scope: new Scope(), clock, preferences },
    membership: { members: signal([member("a"), member("b")]), self: signal("b"), phase },
    media: { flags, switchOff: (kind: string) => void done.push(`off ${kind}`) },
    volumes: { setMuted: (id: string, muted: boolean) => void done.push(`${id} ${muted}`) },
    messages: {
      on: (_: string, listener: typeof hear) => void (hear = listener),
      send: (id: string, kind: string) => done.push(`${kind} to ${id}`) > 0,
    },
    notify: ({ kind }: { kind: string }) => void done.push(kind),
  } as unknown as SameRoomOptions);
  let level = 0.1;
  const pass = async (seconds: number) => {
    for (let n = 0; n < 10 * seconds; n++) {
      clock.advance(100);
      if (n % 8 === 0) level = random() < 0.5 ? 0.0005 : 0.02 + 0.2 * random();
      room.note(new Map([["b", level], ["a", 0.7 * level]]));
      hear("a");
      if (n % 10 === 0) await settled();
    }
  };
  return { flags, phase, preferences, done, pass };
}

Deno.test("the one with the greater id switches its microphone off, and the other one's sound", async () => {
  const { done, pass } = page();
  await pass(60);
  const once = ["off mic", "a true", "sameRoom"];
  assert.deepEqual(done.filter((what) => !what.startsWith("near")), once);
  assert.ok(done.includes("near to a"));
});

Deno.test("outside a call, with the microphone off, and for music nothing is watched", async () => {
  const [lobby, muted, music] = [page(), page(), page()];
  lobby.phase.value = "lobby";
  muted.flags.value = { ...muted.flags.value, mic: false };
  music.preferences.set("music", true);
  for (const { done, pass } of [lobby, muted, music]) {
    await pass(60);
    assert.deepEqual(done, []);
  }
});

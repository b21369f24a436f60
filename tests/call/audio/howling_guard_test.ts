// Two devices in one room: what tells them from two people far apart, who goes silent, and who cannot be made to.
import assert from "node:assert/strict";
import type { Notification } from "@/call/notifications/notification.ts";
import { HowlingGuard } from "@/call/audio/howling_guard.ts";
import { SameSound } from "@/call/audio/same_sound.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { seeded } from "../../fakes/random.ts";

const STEP_MS = 100;

/** How loud somebody is who speaks in sentences with pauses; another `seed`, another person. */
function speech(seed: number): (ms: number) => number {
  const random = seeded(seed);
  const words: number[] = [];
  let isSpeaking = false;
  for (let n = 0; n < 3_000; n++) {
    if (random() < (isSpeaking ? 0.06 : 0.12)) isSpeaking = !isSpeaking;
    words.push(isSpeaking ? 0.03 + 0.2 * random() : 0.0008 * random());
  }
  return (ms) => words[Math.floor(Math.max(0, ms) / 200)] ?? 0;
}

/** What a far microphone makes of it: later, quieter, with a noise of its own. */
function far(
  heard: (ms: number) => number,
  { late, part, seed }: Record<"late" | "part" | "seed", number>,
) {
  const random = seeded(seed);
  return (ms: number) => part * heard(ms - late) + 0.0015 * random();
}

function likeness(own: (ms: number) => number, other: (ms: number) => number): number | null {
  const sound = new SameSound();
  for (let ms = 0; ms < 40_000; ms += STEP_MS) sound.add(ms, { own: own(ms), other: other(ms) });
  return sound.likeness();
}

Deno.test("microphones that hear the same are alike, whatever their distance and delay", () => {
  let known = 0;
  for (let seed = 1; seed <= 20; seed++) {
    for (const [late, part] of [[0, 1], [150, 0.6], [350, 0.5], [700, 0.4]] as const) {
      const heard = speech(seed);
      const found = likeness(heard, far(heard, { late, part, seed }));
      if (found === null) continue; // somebody who never pauses
      known += 1;
      assert.ok(found > 0.9, `seed ${seed}, ${late} ms: ${found}`);
    }
  }
  assert.ok(known > 60, `${known} of 80`);
});

Deno.test("signals of the same kind far apart are not taken for one room, whatever their beat", () => {
  for (const every of [500, 700, 1_000, 1_300, 2_000, 3_000]) {
    const signal = (ms: number) => ms % every < 0.4 * every ? 0.2 : 0.0005;
    assert.equal(likeness(signal, (ms) => signal(ms + 170)), null, `every ${every} ms`);
  }
});

Deno.test("people who speak with each other, or both at once, are not alike", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const [a, b] = [speech(seed), speech(seed + 1_000)];
    const turns = (ms: number) => Math.floor(ms / 4_000) % 2 === 0;
    const inTurns = likeness(
      (ms) => turns(ms) ? a(ms) : 0.0005,
      (ms) => turns(ms) ? 0.0005 : b(ms),
    );
    assert.ok((inTurns ?? 0) < 0.5, `seed ${seed}, in turns: ${inTurns}`);
    const together = likeness(a, b);
    assert.ok((together ?? 0) < 0.75, `seed ${seed}, at once: ${together}`);
  }
});

Deno.test("silence and steady noise tell nothing", () => {
  assert.equal(likeness(() => 0, () => 0), null);
  assert.equal(likeness(() => 0.05, () => 0.05), null);
  assert.equal(likeness(speech(1), () => 0), null);
});

/** Pages that hear these, and exchange messages. */
function pages(heard: Readonly<Record<string, (ms: number) => number>>) {
  const clock = fakeClock();
  const begun = clock.steady();
  const ids = Object.keys(heard);
  const silenced: string[] = [];
  const told: Record<string, Notification[]> = Object.fromEntries(ids.map((id) => [id, []]));
  const sent: string[] = [];
  const guards = new Map(ids.map((self) => [
    self,
    new HowlingGuard({
      clock,
      self: () => self,
      nameOf: (id) => `name of ${id}`,
      messages: {
        send: (id) => {
          sent.push(`${self} ${id}`);
          guards.get(id)?.heard(self);
          return true;
        },
      },
      silence: (id) => void silenced.push(`${self} ${id}`),
      notify: (notification) => void told[self]?.push(notification),
    }),
  ]));
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      clock.advance(STEP_MS);
      const now = clock.steady() - begun;
      // Each hears itself at once and the others later.
      for (const [self, guard] of guards) {
        const level = (id: string) => heard[id]?.(now - (id === self ? 0 : 250)) ?? 0;
        guard.note(new Map(ids.map((id) => [id, level(id)])));
      }
    }
  };
  return { guards, pass, silenced, told, sent };
}

Deno.test("both are told, one goes silent, and once is enough", () => {
  const voice = speech(5);
  const { pass, silenced, told } = pages({
    a: voice,
    b: far(voice, { late: 0, part: 0.5, seed: 2 }),
    c: speech(77),
  });
  pass(90_000);
  assert.deepEqual(silenced, ["b a"]);
  assert.deepEqual(told, {
    a: [{ kind: "sameRoom", name: "name of b", silenced: false }],
    b: [{ kind: "sameRoom", name: "name of a", silenced: true }],
    c: [],
  });
  pass(90_000);
  assert.equal(silenced.length, 1, "who switches it on again knows better");
});

Deno.test("a page that only says so makes nobody silent", () => {
  const { guards, pass, silenced, told } = pages({ z: speech(5), a: speech(6) });
  for (let n = 0; n < 60; n++) {
    guards.get("z")?.heard("a");
    guards.get("z")?.heard("nobody");
    pass(1_000);
  }
  assert.deepEqual([silenced, told.z], [[], []]);
});

Deno.test("a page that does not answer is told now and then, and nobody goes silent", () => {
  const voice = speech(5);
  const { guards, pass, silenced, sent } = pages({
    a: voice,
    b: far(voice, { late: 0, part: 0.5, seed: 2 }),
  });
  guards.delete("b");
  pass(120_000);
  assert.deepEqual(silenced, []);
  assert.ok(sent.length > 0 && sent.length <= 11, `${sent.length} messages`);
});

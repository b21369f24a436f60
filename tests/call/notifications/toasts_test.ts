// Toasts, announcements and sounds: together what belongs together, and never too much.
import assert from "node:assert/strict";
import { Announcer } from "@/call/notifications/announcer.ts";
import type { Notification } from "@/call/notifications/notification.ts";
import { SoundLimiter } from "@/call/notifications/sound_limiter.ts";
import { Toasts } from "@/call/notifications/toasts.ts";
import { fakeClock } from "../../fakes/ports.ts";

const joined = (name: string): Notification => ({ kind: "joined", names: [name] });

Deno.test("people who join within a moment are one toast, which stays from the last of them on", () => {
  const clock = fakeClock();
  const toasts = new Toasts(clock);
  for (const name of ["Асан", "Гүлнар", "Бектур"]) {
    toasts.show(joined(name));
    clock.advance(1_000);
  }
  assert.deepEqual(toasts.list.value.map(({ notification }) => notification), [
    { kind: "joined", names: ["Асан", "Гүлнар", "Бектур"] },
  ]);
  clock.advance(3_900);
  assert.equal(toasts.list.value.length, 1);
  clock.advance(200);
  assert.equal(toasts.list.value.length, 0);
});

Deno.test("at most three toasts are shown, the newest ones", () => {
  const toasts = new Toasts(fakeClock());
  for (const name of ["1", "2", "3", "4"]) toasts.show({ kind: "hand", name });
  const names = toasts.list.value.map(({ notification }) =>
    notification.kind === "hand" ? notification.name : ""
  );
  assert.deepEqual(names, ["2", "3", "4"]);
});

Deno.test("equal toasts are one, which stays from the last of them on", () => {
  const clock = fakeClock();
  const toasts = new Toasts(clock);
  for (let n = 0; n < 3; n++) {
    toasts.show({ kind: "forbidden", right: "screen" });
    toasts.show({ kind: "hand", name: "Асан" });
    clock.advance(1_000);
  }
  toasts.show({ kind: "forbidden", right: "camera" });
  assert.deepEqual(toasts.list.value.map(({ notification }) => notification.kind), [
    "forbidden",
    "hand",
    "forbidden",
  ]);
  clock.advance(3_900);
  assert.equal(toasts.list.value.length, 3);
});

Deno.test("a toast can be dismissed, withdrawn and cleared, and its timer does nothing then", () => {
  const clock = fakeClock();
  const toasts = new Toasts(clock);
  toasts.show({ kind: "mutedTalk" });
  toasts.show(joined("Асан"));
  toasts.withdraw("mutedTalk");
  assert.deepEqual(toasts.list.value.map(({ notification }) => notification.kind), ["joined"]);
  toasts.clear();
  toasts.show(joined("Гүлнар"));
  clock.advance(4_900);
  assert.equal(toasts.list.value.length, 1, "the timers of the old ones are gone");
});

Deno.test("five joins within a second are one announcement, said within 1.5 s", () => {
  const clock = fakeClock();
  const announcer = new Announcer(clock);
  const said: Notification[] = [];
  for (let at = 0; at < 2_000; at += 100) {
    if (at < 1_000 && at % 200 === 0) announcer.say(joined(`${at}`));
    clock.advance(100);
    const current = announcer.current.value;
    if (current && said.at(-1) !== current.notification) said.push(current.notification);
    if (at === 1_400) assert.ok(said.length > 0);
  }
  const names = said.flatMap((notification) =>
    notification.kind === "joined" ? notification.names : []
  );
  assert.deepEqual(names, ["0", "200", "400", "600", "800"]);
  assert.ok(said.length <= 2);
});

Deno.test("what matters is said first, everything at its own time", () => {
  const clock = fakeClock();
  const announcer = new Announcer(clock);
  announcer.say({ kind: "message", name: "Асан", text: "салам" });
  announcer.say(joined("Гүлнар"));
  announcer.say({ kind: "mutedTalk" });
  announcer.say({ kind: "hand", name: "Бектур" });
  const kinds = [0, 1, 2, 3].map(() => {
    clock.advance(700);
    return announcer.current.value?.notification.kind;
  });
  assert.deepEqual(kinds, ["mutedTalk", "hand", "joined", "message"]);
});

Deno.test("the same sentence twice is two announcements", () => {
  const clock = fakeClock();
  const announcer = new Announcer(clock);
  announcer.say({ kind: "hand", name: "Асан" });
  clock.advance(700);
  const first = announcer.current.value?.id;
  announcer.say({ kind: "hand", name: "Асан" });
  clock.advance(700);
  assert.notEqual(announcer.current.value?.id, first);
});

Deno.test("ten people who leave at once make one sound, and a crowd makes none", () => {
  const gate = new SoundLimiter();
  const played = Array.from(
    { length: 10 },
    (_, index) => gate.mayPlay("left", { now: 1_000 + index * 20, people: 5 }),
  );
  assert.equal(played.filter(Boolean).length, 1);
  assert.equal(gate.mayPlay("joined", { now: 9_000, people: 9 }), false);
  assert.equal(gate.mayPlay("hand", { now: 9_000, people: 9 }), true);
});

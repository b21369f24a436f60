// What a call announces by itself: who joins and leaves, a server that is back, new messages.
import assert from "node:assert/strict";
import { type Signal, signal } from "@preact/signals-core";
import type { ChatLine } from "@/protocol/shapes.ts";
import { MembershipState } from "@/call/membership/membership_state.ts";
import { Connections } from "@/call/transport/connections.ts";
import { Notifications } from "@/call/notifications/notifications.ts";
import { Preferences } from "@/call/preferences.ts";
import type { Member, TextLine } from "@/protocol/shapes.ts";
import { NO_MEDIA } from "@/protocol/slots.ts";
import { fakeAudio, fakeClock, fakeStore } from "../../fakes/ports.ts";
import { Town } from "../../fakes/client_world.ts";
import { until } from "../../fakes/random.ts";
import { enter, messages } from "../chat/keyed_room_kit.ts";

/** Notifications of a call, and the kinds of its toasts. */
function watched(online: Signal<boolean>) {
  const server = { connected: online, outdated: signal(false), problem: signal(null) };
  const membership = new MembershipState(server, new Connections());
  const lines = signal<readonly ChatLine[]>([]);
  const chat = { lines, open: signal(false), newest: 0 };
  const ports = { clock: fakeClock(), audio: fakeAudio() };
  const notifications = new Notifications({
    membership,
    chat,
    speaker: signal(undefined),
    preferences: new Preferences(fakeStore()),
    ...ports,
  });
  const told = () => notifications.toasts.list.value.map(({ notification }) => notification.kind);
  return { membership, chat, ...ports, told };
}

Deno.test("who comes and goes is told in one place: by a toast, or by the log that is open", () => {
  const { membership, chat, told } = watched(signal(true));
  const asan: Member = {
    id: "a",
    epoch: 1,
    name: "Асан",
    media: NO_MEDIA,
    joinedAt: 0,
    away: false,
    hand: null,
    role: "guest",
  };
  membership.phase.value = "call";
  chat.open.value = true;
  membership.members.value = [asan];
  membership.members.value = [{ ...asan, hand: 1 }];
  assert.deepEqual(told(), ["hand"], "a hand is no line of the log");
  chat.open.value = false;
  membership.members.value = [];
  assert.deepEqual(told(), ["hand", "left"]);
  chat.open.value = true;
  assert.deepEqual(told(), ["hand"], "it is read there now");
});

Deno.test("a server that is back is told once, and only to who is still in the call", () => {
  const online = signal(false);
  const { membership, told } = watched(online);
  online.value = true;
  membership.phase.value = "call";
  assert.deepEqual(told(), [], "who comes in was not cut off");
  online.value = false;
  assert.deepEqual(told(), [], "a banner says that");
  online.value = true;
  assert.deepEqual(told(), ["back"]);
  online.value = false;
  online.value = true;
  assert.deepEqual(told(), ["back"], "still one");
  online.value = false;
  membership.phase.value = "left";
  online.value = true;
  assert.deepEqual(told(), []);
});

Deno.test("each text is heard once, also those behind one that came without the server", () => {
  const { membership, chat, clock, audio } = watched(signal(true));
  const line = (id: string, seq: number): TextLine => ({
    ...{ id, seq, at: 0, kind: "text", text: id },
    from: { id: "a", name: "Асан" },
  });
  const heard = (...lines: TextLine[]) => {
    clock.advance(1_000);
    audio.played.length = 0;
    chat.lines.value = lines;
    return audio.played.length;
  };
  chat.newest = 1;
  chat.lines.value = [line("old", 1)];
  membership.phase.value = "call";
  assert.equal(heard(line("old", 1)), 0, "said before one came");
  assert.equal(heard(line("one", 2)), 1);
  const direct = line("two", Number.MAX_SAFE_INTEGER);
  assert.equal(heard(line("one", 2), direct), 1, "without the server");
  assert.equal(heard(line("one", 2), line("three", 3), direct), 1, "from the server, before that");
  assert.equal(heard(line("one", 2), line("three", 3), line("two", 4)), 0, "it has its place now");
  assert.equal(heard(line("one", 2), line("three", 3), line("two", 4), line("four", 5)), 1);
});

Deno.test("a log with a key, which is read after one has entered, is not announced", async () => {
  const town = new Town();
  const asan = await enter(town, "Асан");
  for (const text of ["бир", "эки"]) asan.call.chat.send(text);
  await until(() => asan.call.chat.pending.value.length === 0);
  const late = await enter(town, "Бектур");
  await until(() => messages(late).length === 2);
  town.clock.advance(1_000);
  assert.deepEqual(late.audio.played, []);
  assert.equal(late.call.notifications.announcer.current.value, null);
  asan.call.chat.send("үч");
  await until(() => messages(late).length === 3);
  assert.deepEqual(late.audio.played, ["message"]);
});

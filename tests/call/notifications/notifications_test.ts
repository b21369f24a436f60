// What a call finds worth telling by itself.
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

/** A call whose news are watched, and the kinds of its toasts. */
function watched(online: Signal<boolean>) {
  const server = { connected: online, outdated: signal(false), problem: signal(null) };
  const membership = new MembershipState(server, new Connections());
  const chat = { lines: signal<readonly ChatLine[]>([]), open: signal(false) };
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

// Lines become a conversation: last words, replies, reactions, and nothing of what was taken back.
import assert from "node:assert/strict";
import { conversation, forgetDeleted, type Message } from "@/call/chat/conversation.ts";
import type { ChatLine } from "@/protocol/shapes.ts";

const ASAN = { id: "a", name: "Асан" };
const GULNAR = { id: "g", name: "Гүлнар" };
let seq = 0;

function text(id: string, words: string, replyTo?: string): ChatLine {
  const place = { id, seq: ++seq, at: seq, from: ASAN, mark: "m" };
  return { ...place, kind: "text", text: words, ...(replyTo ? { replyTo } : {}) };
}

function edited(target: string, words: string): ChatLine {
  return { id: `e${++seq}`, seq, at: seq, from: ASAN, kind: "edited", target, text: words };
}

function deleted(target: string): ChatLine {
  return { id: `d${++seq}`, seq, at: seq, from: ASAN, kind: "deleted", target };
}

function reacted(target: string, from = ASAN, on = true): ChatLine {
  return { id: `r${++seq}`, seq, at: seq, from, kind: "reacted", target, reaction: "heart", on };
}

function messages(lines: readonly ChatLine[]): Message[] {
  return conversation(lines).filter((entry) => entry.kind === "message");
}

Deno.test("a text is shown with its last words, where it was said first", () => {
  const lines = [text("x", "бир"), text("y", "эки"), edited("x", "үч"), edited("x", "төрт")];
  assert.deepEqual(messages(lines).map(({ text, edited }) => [text, edited]), [
    ["төрт", true],
    ["эки", false],
  ]);
});

Deno.test("an edit that is known before its text is not lost", () => {
  const late = text("x", "бир");
  assert.equal(messages([edited("x", "эки"), late])[0]?.text, "эки");
});

Deno.test("reactions count people, once each, and can be taken back", () => {
  const lines = [
    text("x", "бир"),
    reacted("x"),
    reacted("x"),
    reacted("x", GULNAR),
    reacted("x", ASAN, false),
  ];
  assert.deepEqual(messages(lines)[0]?.reactions, [{ reaction: "heart", by: [GULNAR] }]);
});

Deno.test("a reply quotes the last words of what it answers, or says that they are gone", () => {
  const lines = [text("x", "бир"), text("y", "эки", "x"), edited("x", "үч")];
  assert.deepEqual(messages(lines)[1]?.replyTo, { id: "x", name: "Асан", text: "үч" });
  const later = [...lines, deleted("x")];
  assert.equal(messages(later)[0]?.text, null);
  assert.equal(messages(later)[1]?.replyTo?.text, null);
  assert.equal(messages([text("z", "төрт", "unknown")])[0]?.replyTo?.text, null);
});

Deno.test("happenings stand between the texts", () => {
  const joined: ChatLine = { id: ".1", seq: 1, at: 1, from: GULNAR, kind: "joined" };
  const kinds = conversation([joined, text("x", "бир")]).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["happening", "message"]);
});

Deno.test("forgetDeleted() keeps the place of a text, but none of its words, and no mark", () => {
  const lines = [text("x", "сыр"), edited("x", "дагы сыр"), text("y", "эки"), deleted("x")];
  const kept = forgetDeleted(lines);
  assert.ok(!JSON.stringify(kept).includes("сыр"));
  assert.deepEqual(kept.map(({ id }) => id).slice(0, 2), ["x", "y"]);
  assert.equal(kept[0]?.mark, undefined, "it cannot be handed to a restarted server");
  assert.equal(forgetDeleted([text("z", "үч")]).length, 1);
});

Deno.test("an entry that did not change is the same object, and only such a one", () => {
  const joined: ChatLine = { id: ".1", seq: 1, at: 1, from: GULNAR, kind: "joined" };
  const lines = [joined, text("x", "бир"), text("y", "эки", "x"), text("z", "үч")];
  const before = conversation([...lines, reacted("z")]);
  const same = (more: readonly ChatLine[]) => {
    const after = conversation([...lines, reacted("z"), ...more], before);
    return before.filter((entry, index) => entry === after[index]).map(({ id }) => id);
  };
  assert.deepEqual(same([text("w", "төрт")]), [".1", "x", "y", "z"]);
  assert.deepEqual(same([edited("x", "беш")]), [".1", "z"], "the reply quotes it");
  assert.deepEqual(same([deleted("y")]), [".1", "x", "z"]);
  assert.deepEqual(same([reacted("z", GULNAR)]), [".1", "x", "y"]);
  assert.deepEqual(same([reacted("z", ASAN, false)]), [".1", "x", "y"]);
});

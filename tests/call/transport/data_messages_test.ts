// Messages between pages: what is read, and what another page cannot do with them.
import assert from "node:assert/strict";
import { MessageChannel } from "@/call/transport/data_channel.ts";
import {
  MAX_LETTERS,
  type PeerMessage,
  readMessage,
  writeMessage,
} from "@/call/transport/data_messages.ts";
import { MAX_TEXT } from "@/protocol/limits.ts";
import { FakeChannel } from "../../fakes/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";

const DEMAND = {
  kind: "demand",
  camera: { width: 320, height: 180, rank: "main" },
  screen: { width: 0, height: 0, rank: "other" },
} satisfies PeerMessage;
const CHAT: PeerMessage = { kind: "chat", id: "a1", text: "салам 👋" };

Deno.test("what is written is read, and nothing else comes with it", () => {
  assert.deepEqual(readMessage(writeMessage(CHAT)), CHAT);
  assert.deepEqual(readMessage(writeMessage(DEMAND)), DEMAND);
  assert.deepEqual(readMessage(JSON.stringify({ ...CHAT, extra: 1, __proto__: { x: 1 } })), CHAT);
});

Deno.test("a cap is a whole rate, or none", () => {
  for (const rate of [0, 100_000, null]) {
    assert.deepEqual(readMessage(JSON.stringify({ kind: "cap", rate })), { kind: "cap", rate });
  }
  for (const rate of [-1, 0.5, "9", 1e300, undefined, {}]) {
    assert.equal(readMessage(JSON.stringify({ kind: "cap", rate })), null, String(rate));
  }
});

Deno.test("anything that is not as it should be is ignored", () => {
  const wrong: unknown[] = [
    undefined,
    null,
    7,
    new ArrayBuffer(9),
    "",
    "{",
    "null",
    "[]",
    '"chat"',
    "{}",
    '{"kind":1}',
    '{"kind":"__proto__"}',
    '{"kind":"constructor"}',
    '{"kind":"a kind of tomorrow"}',
    '{"kind":"chat"}',
    '{"kind":"chat","id":"a1"}',
    '{"kind":"chat","id":"a1","text":" "}',
    '{"kind":"chat","id":"a1","text":["x"]}',
    '{"kind":"chat","id":{},"text":"x"}',
    JSON.stringify({ ...CHAT, id: "x".repeat(65) }),
    JSON.stringify({ ...CHAT, text: "x".repeat(MAX_TEXT + 1) }),
    ...[{ width: -1 }, { width: 0.5 }, { height: 1e9 }, { height: "9" }, { rank: "first" }].map(
      (wrong) => JSON.stringify({ ...DEMAND, camera: { ...DEMAND.camera, ...wrong } }),
    ),
    JSON.stringify({ kind: "saving", on: 1 }),
    JSON.stringify({ kind: "demand", camera: DEMAND.camera }),
    JSON.stringify({ ...DEMAND, screen: null }),
    " ".repeat(MAX_LETTERS) + writeMessage(CHAT),
  ];
  for (const data of wrong) assert.equal(readMessage(data), null, String(data).slice(0, 60));
});

Deno.test("a page that floods is read a hundred times a second and no more", () => {
  const clock = fakeClock();
  const heard: PeerMessage[] = [];
  const fake = new FakeChannel(() => null);
  new MessageChannel({
    channel: fake,
    clock,
    onOpen: () => {},
    onMessage: (said) => heard.push(said),
  });
  const flood = () => {
    const data = writeMessage(CHAT);
    for (let n = 0; n < 1_000; n++) fake.onmessage?.({ data } as MessageEvent);
  };
  flood();
  assert.equal(heard.length, 100);
  clock.advance(1_000);
  flood();
  assert.equal(heard.length, 200);
});

Deno.test("what cannot be sent is said to be not sent, and a closed channel tells nothing", () => {
  const fake = new FakeChannel(() => null);
  let opened = 0;
  const channel = new MessageChannel({
    channel: fake,
    clock: fakeClock(),
    onOpen: () => opened++,
    onMessage: () => assert.fail("closed"),
  });
  assert.equal(channel.send(CHAT), false);
  fake.open();
  assert.equal(opened, 1);
  assert.equal(channel.send(CHAT), true);
  const listener = fake.onmessage;
  channel.close();
  assert.ok(listener !== null && fake.onmessage === null);
});

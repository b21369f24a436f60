// What another page can make this one keep, read and pay for has bounds, whatever it sends.
import assert from "node:assert/strict";
import { Conversation } from "@/call/chat/conversation.ts";
import { MAX_WAITING_BYTES, MessageChannel } from "@/call/transport/data_channel.ts";
import { ReliableSignaling } from "@/call/transport/mesh/reliable_signaling.ts";
import { type ConnectionEnvelope, onEnvelopes } from "@/call/transport/mesh/peer_signaling.ts";
import type { SignalingClient } from "@/call/ports.ts";
import type { ChatLine } from "@/protocol/shapes.ts";
import { FakeChannel } from "../../fakes/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { Town } from "../../fakes/client_world.ts";

const text = (at: number): ChatLine => ({
  kind: "text",
  id: `line-${at}`,
  seq: at,
  at,
  from: { id: "a", name: "A" },
  text: "x",
});

Deno.test("a member who floods is kept a hundred lines of, and the others are still heard", async () => {
  const town = new Town();
  const [asan, gulnar, bektur] = await Promise.all(
    ["Асан", "Гүлнар", "Бектур"].map(async (name) => {
      const person = town.open("room1", { paths: true });
      await settled();
      person.call.membership.join(name);
      await settled();
      return person;
    }),
  );
  assert.ok(asan && gulnar && bektur);
  await settled();
  const channel = asan.peers.find((peer) => peer.channel?.readyState === "open")?.channel;
  assert.ok(channel);
  for (let second = 0; second < 20; second++) {
    for (let n = 0; n < 90; n++) {
      channel.send(JSON.stringify({ kind: "chat", id: `flood-${second}-${n}`, text: "x" }));
    }
    await settled();
    town.clock.advance(1_000);
  }
  const kept = [gulnar, bektur].map(({ call }) =>
    call.chat.lines.value.filter(({ id }) => id.startsWith("flood-")).length
  );
  assert.deepEqual(kept.toSorted((a, b) => a - b), [0, 100]);
  gulnar.setOnline(false);
  await settled();
  gulnar.call.chat.send("мен угулдумбу?");
  await settled();
  const last = bektur.call.chat.lines.value.at(-1);
  assert.equal(last?.kind === "text" ? last.text : "", "мен угулдумбу?");
});

/** Counts what is read of lines. */
function countedLines() {
  let reads = 0;
  const counted = (line: ChatLine) =>
    new Proxy(line, {
      get: (target, name) => {
        reads += 1;
        return Reflect.get(target, name);
      },
    });
  return { counted, reads: () => reads };
}

Deno.test("no other line is read again for the ten thousandth, nor for what is done to it", () => {
  const costs = [10, 100, 1_000, 10_000].map((many) => {
    const { counted, reads } = countedLines();
    const lines = Array.from({ length: many }, (_, at) => counted(text(at + 1)));
    const talk = new Conversation();
    const first = talk.read(lines);
    const before = reads();
    assert.ok(before >= many, "all of them are read once");
    const more = [...lines, counted(text(many + 1))];
    talk.read(more);
    const edit = counted({
      ...{ kind: "edited", id: "e", seq: many + 2, at: 1, from: { id: "a", name: "A" } },
      ...{ target: `line-${many}`, text: "y" },
    });
    const entries = talk.read([...more, edit]);
    assert.equal(entries.length, many + 1);
    const changed = entries[many - 1];
    assert.equal(changed?.kind === "message" ? changed.text : "", "y");
    assert.ok(first.slice(0, -1).every((entry, at) => entry === entries[at]));
    return reads() - before;
  });
  assert.ok((costs[0] ?? 0) > 0);
  assert.equal(new Set(costs).size, 1, `${costs} reads`);
});

Deno.test("who goes on flooding is not listened to any more, and bytes count as messages do", () => {
  const clock = fakeClock();
  const channel = new FakeChannel(() => null);
  const heard: unknown[] = [];
  new MessageChannel({
    channel,
    clock,
    onOpen: () => {},
    onMessage: (message) => heard.push(message),
  });
  channel.open();
  const say = (said: unknown) => channel.onmessage?.({ data: said } as MessageEvent);
  const long = JSON.stringify({ kind: "chat", id: "a", text: "x", more: "x".repeat(15_000) });
  for (let n = 0; n < 50; n++) say(long);
  assert.ok(heard.length < 20, `${heard.length} long messages at once`);
  for (let n = 0; n < 3_000; n++) say("{");
  assert.equal(channel.onmessage, null);
  assert.equal(channel.readyState, "closed");
});

Deno.test("nothing more is put into a channel whose other end does not read", () => {
  const channel = new FakeChannel(() => null);
  const own = new MessageChannel({
    channel,
    clock: fakeClock(),
    onOpen: () => {},
    onMessage: () => {},
  });
  channel.open();
  assert.equal(own.send({ kind: "chat", id: "a", text: "x" }), true);
  channel.bufferedAmount = MAX_WAITING_BYTES - 60;
  assert.equal(own.send({ kind: "chat", id: "a", text: "x" }), false);
});

Deno.test("envelopes far before their turn are not kept, nor more of them than half a megabyte", () => {
  let kept = 0;
  const box = new ReliableSignaling<string>({
    clock: fakeClock(),
    transmit: () => {},
    deliver: () => {},
    sizeOf: ({ length }) => {
      kept++;
      return length;
    },
  });
  for (let seq = 1_000; seq < 3_000; seq++) box.receive({ seq, ack: 0, signal: "x" });
  assert.equal(kept, 0, "so far ahead nobody is");
  const delivered: string[] = [];
  const other = new ReliableSignaling<string>({
    clock: fakeClock(),
    transmit: () => {},
    deliver: (signal) => delivered.push(signal),
    sizeOf: ({ length }) => length,
  });
  for (let seq = 200; seq > 0; seq--) {
    other.receive({ seq, ack: 0, signal: String(seq).padStart(32_768) });
  }
  assert.equal(delivered.length, 1, "those next to it did not fit any more");
  for (let seq = 2; seq <= 200; seq++) {
    other.receive({ seq, ack: 0, signal: String(seq).padStart(32_768) });
  }
  assert.deepEqual(delivered.map(Number), Array.from({ length: 200 }, (_, n) => n + 1));
});

Deno.test("a signal larger than any server of ours passes on is not taken", () => {
  const listeners = new Map<string, (said: never) => void>();
  const signaling = {
    onEvent: (event: string, listener: (said: never) => void) => listeners.set(event, listener),
  } as unknown as SignalingClient;
  const taken: ConnectionEnvelope[] = [];
  onEnvelopes(signaling, (_from, envelope) => taken.push(envelope));
  const stamp = { from: "a", fromEpoch: 0, seq: 1, ack: 0 };
  const candidate = { candidate: "x", sdpMid: null, sdpMLineIndex: 0, usernameFragment: null };
  const say = (event: string, said: object) =>
    listeners.get(event)?.({ ...stamp, ...said } as never);
  say("peer:offer", { sdp: "x".repeat(32_769) });
  say("peer:answer", { sdp: "x", proof: "x".repeat(65) });
  say("peer:ice", { candidates: Array(65).fill(candidate) });
  say("peer:ice", { candidates: [{ ...candidate, candidate: "x".repeat(1_025) }] });
  assert.equal(taken.length, 0);
  say("peer:offer", { sdp: "x".repeat(32_768) });
  say("peer:ice", { candidates: Array(64).fill(candidate) });
  assert.equal(taken.length, 2);
});

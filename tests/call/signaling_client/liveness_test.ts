// Whether a socket is alive: who asks, how long it waits, and what happens when nobody answers.
import assert from "node:assert/strict";
import { world } from "./reconnecting_client_kit.ts";

Deno.test("a socket from which nothing comes is asked, and dropped when nobody answers", () => {
  const { clock, sockets, client, last, up } = world();
  up();
  clock.advance(7_900);
  last().onSign(); // the server's ping
  clock.advance(7_900);
  assert.equal(last().sent.length, 0);
  clock.advance(100);
  assert.deepEqual(last().sent.map(({ event }) => event), ["echo:send"]);
  clock.advance(699);
  assert.equal(client.connected.value, true);
  clock.advance(1);
  assert.equal(client.connected.value, false);
  assert.equal(sockets.length, 2, "it is connected again at once");
  assert.equal(sockets[0]?.dropped, true);
});

Deno.test("any sign of life answers the question, and the next one can be asked", () => {
  const { clock, sockets, client, last, up } = world();
  up();
  for (let round = 0; round < 3; round++) {
    client.check();
    client.check();
    assert.equal(last().sent.length, round + 1);
    clock.advance(500);
    last().onSign();
    clock.advance(500);
  }
  assert.equal(sockets.length, 1);
});

Deno.test("an alarm that rings late tells of a busy page: the socket gets another chance", () => {
  const { clock, sockets, client, last, up } = world();
  up();
  client.check();
  const now = clock.now.bind(clock);
  let behind = 0;
  clock.now = () => now() + behind;
  behind = 3_000; // everything stood still; the answer is waiting to be read
  clock.advance(700);
  assert.equal(sockets.length, 1);
  last().onSign();
  clock.advance(10_000 - 3_000);
  assert.equal(client.connected.value, true);
});

Deno.test("where answers take long, the question waits for longer", async () => {
  const { clock, sockets, client, last, up } = world();
  up();
  const asked = client.request("echo:send", { text: "x" });
  clock.advance(600);
  last().sent[0]?.reply?.({ ok: true, text: "x", at: 0 });
  await asked;
  client.check();
  clock.advance(1_799);
  assert.equal(sockets.length, 1);
  clock.advance(1);
  assert.equal(sockets.length, 2);
});

Deno.test("a question that nobody answers is a timeout, on a socket that is alive", async () => {
  const { clock, client, last, up } = world();
  up();
  const asked = client.request("room:leave", { mayReturn: true });
  for (let second = 0; second < 8; second++) {
    clock.advance(1_000);
    last().onSign();
  }
  assert.deepEqual(await asked, { ok: false, error: "timeout" });
});

Deno.test("questions that went unanswered make patient for half a minute, so an overload ends", () => {
  const { clock, sockets, client, last, up } = world();
  up();
  const answerBy = (ms: number) => {
    const before = sockets.length;
    client.check();
    clock.advance(ms);
    const held = sockets.length === before;
    if (!held) last().onOpen();
    return held;
  };
  assert.equal(answerBy(700), false);
  assert.equal(answerBy(1_399), true, "twice as long");
  clock.advance(1);
  last().onOpen();
  assert.equal(answerBy(2_799), true, "and twice again");
  last().onSign();
  clock.advance(30_000);
  last().onSign();
  clock.advance(1_000);
  assert.equal(answerBy(700), false, "it is forgotten");
});

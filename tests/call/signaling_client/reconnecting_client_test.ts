// The reconnecting client over sockets that a test controls.
import assert from "node:assert/strict";
import { settled } from "../../fakes/random.ts";
import { world } from "./reconnecting_client_kit.ts";

Deno.test("a lost socket is connected again, and what was asked on it is answered with offline", async () => {
  const { clock, sockets, client, last, up } = world();
  up();
  const asked = client.request("room:leave", { mayReturn: true });
  last().onEnd();
  assert.equal(client.connected.value, false);
  assert.deepEqual(await asked, { ok: false, error: "offline" });
  assert.deepEqual(await client.request("room:leave", { mayReturn: true }), {
    ok: false,
    error: "offline",
  });
  clock.advance(1_000);
  assert.equal(sockets.length, 2);
  last().onOpen();
  assert.equal(client.connected.value, true);
});

Deno.test("a server that stays away is tried again and again, but less and less often", () => {
  const { clock, sockets, client, last } = world();
  client.connect();
  const attemptsIn = (ms: number) => {
    const before = sockets.length;
    for (let passed = 0; passed < ms; passed += 100) {
      if (!last().dropped) last().onEnd();
      clock.advance(100);
    }
    return sockets.length - before;
  };
  const first = attemptsIn(10_000);
  assert.ok(first >= 15 && first <= 25, String(first)); // half a second each: random is 0.5
  attemptsIn(60_000);
  const later = attemptsIn(60_000);
  assert.ok(later >= 10 && later <= 13, String(later));
});

Deno.test("a WebSocket that never opens gives way to polling, which is tried at once", () => {
  const { clock, sockets, last, client } = world();
  client.connect();
  clock.advance(2_000);
  assert.deepEqual(sockets.map(({ transport, dropped }) => [transport, dropped]), [
    ["websocket", true],
    ["polling", false],
  ]);
  last().onOpen();
  clock.advance(6_000);
  last().onSign();
  clock.advance(6_000);
  last().onEnd();
  clock.advance(1_000);
  assert.equal(last().transport, "polling", "what worked is tried first");
  last().onOpen();
  last().onUpgrade();
  last().onEnd();
  clock.advance(1_000);
  assert.equal(last().transport, "websocket", "until it shows that WebSockets work here after all");
});

Deno.test("polling that fails, or ends at once, is no reason to begin with it the next time", () => {
  const { clock, last, client } = world();
  client.connect();
  for (const opens of [false, true]) {
    clock.advance(2_000);
    assert.equal(last().transport, "polling");
    if (opens) last().onOpen();
    last().onEnd(); // behind a load balancer the next request came to another server
    clock.advance(1_000);
    assert.equal(last().transport, "websocket");
  }
});

Deno.test("check() dials at once while waiting, and again where an attempt hangs", () => {
  const { clock, sockets, client, last } = world();
  client.connect();
  last().onEnd();
  client.check();
  assert.equal(sockets.length, 2);
  client.check();
  assert.equal(sockets.length, 2, "it has just begun");
  clock.advance(700);
  client.check();
  assert.equal(sockets.length, 3);
  assert.ok(sockets[1]?.dropped);
});

Deno.test("however many changes come during one attempt, they make one more of it", () => {
  const { clock, sockets, client } = world();
  client.connect();
  for (let change = 0; change < 20; change++) {
    clock.advance(30);
    client.check();
  }
  clock.advance(100);
  assert.equal(sockets.length, 2);
});

Deno.test("doubts about others ask a server that is there, and hurry none that is away", () => {
  const { clock, sockets, client, last, up } = world();
  up();
  client.suspect();
  assert.deepEqual(last().sent.map(({ event }) => event), ["echo:send"]);
  last().onEnd();
  client.suspect();
  assert.equal(sockets.length, 1, "the pause is kept");
  clock.advance(500);
  assert.equal(sockets.length, 2);
  for (let doubt = 0; doubt < 9; doubt++) {
    clock.advance(200);
    client.suspect();
  }
  assert.equal(sockets.length, 2, "the attempt has its time");
});

Deno.test("after many failures in a row an attempt begins with polling, and then not any more", () => {
  const { clock, sockets, client, last } = world();
  client.connect();
  while (sockets.length < 14) {
    last().onEnd();
    clock.advance(1_000);
  }
  assert.deepEqual(sockets.map(({ transport }) => transport), [
    ...Array(10).fill("websocket"),
    "polling",
    "polling",
    "websocket", // polling alone may lead nowhere
    "polling",
  ]);
  last().onOpen();
  last().onEnd();
  clock.advance(1_000);
  assert.equal(last().transport, "websocket");
});

Deno.test("what a dropped socket still says concerns nobody", async () => {
  const { clock, sockets, client, last, up } = world();
  const heard: unknown[] = [];
  client.onEvent("room:count", (payload) => heard.push(payload));
  up();
  last().onEnd();
  clock.advance(1_000);
  last().onOpen();
  const [old] = sockets;
  old?.onEvent("room:count", { room: "a", count: 1, limit: 8, title: null });
  old?.onEnd();
  old?.onOpen();
  assert.equal(client.connected.value, true);
  last().onEvent("room:count", { room: "a", count: 2, limit: 8, title: null });
  assert.deepEqual(heard, [{ room: "a", count: 2, limit: 8, title: null }]);
  client.close();
  await settled();
  clock.advance(100_000);
  assert.equal(sockets.length, 2);
  assert.equal(client.connected.value, false);
});

Deno.test("a server of another version is said to be one, and asked calmly until it is put back", () => {
  const { clock, sockets, client, last } = world();
  client.connect();
  last().onOutdated();
  assert.deepEqual([client.outdated.value, client.connected.value], [true, false]);
  const before = sockets.length;
  for (let passed = 0; passed < 60_000; passed += 100) {
    if (!last().dropped) last().onOutdated();
    clock.advance(100);
  }
  const tries = sockets.length - before;
  assert.ok(tries >= 8 && tries <= 13, String(tries)); // five seconds each: random is 0.5
  clock.advance(10_000);
  last().onOpen();
  assert.deepEqual([client.outdated.value, client.connected.value], [false, true]);
  last().onEnd();
  assert.equal(client.outdated.value, false, "a server that is away is not one of another version");
});

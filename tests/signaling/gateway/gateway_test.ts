// What keeps one hostile client away from the others: origins, rates, sizes.
import assert from "node:assert/strict";
import { PACKET_BURST } from "@/signaling/gateway/traffic_budget.ts";
import { BURST, MAX_REFUSALS, STRIKE } from "@/signaling/gateway/event_rate_limit.ts";
import { CONNECT_PACKET, rawWebSocket, textFrame } from "../../hostile/frames.ts";
import { CLEAN, Client, type ConnectOptions, startServer } from "../socket_kit.ts";
import { MEDIA_OFF } from "../values.ts";

const WEBSOCKET: ConnectOptions = { transports: ["websocket"] };
const POLLING: ConnectOptions = { transports: ["polling"] };

async function isLetIn(url: string, options: ConnectOptions): Promise<boolean> {
  try {
    using _client = await Client.connect(url, options);
    return true;
  } catch (error) {
    assert.match(String(error), /xhr poll error|websocket error/);
    return false;
  }
}

Deno.test("a page of another origin gets no socket, by no transport", async () => {
  await using server = await startServer();
  const hostile = [
    "https://evil.example",
    "null",
    `${server.url}.evil.example`,
    "http://127.0.0.1",
  ];
  for (const options of [WEBSOCKET, POLLING]) {
    assert.ok(await isLetIn(server.url, options), "no origin is no browser");
    assert.ok(await isLetIn(server.url, { ...options, headers: { origin: server.url } }));
    for (const origin of hostile) {
      assert.ok(!await isLetIn(server.url, { ...options, headers: { origin } }), origin);
    }
  }
  assert.equal(server.signaling.stats().sockets, 0);
});

Deno.test("the server believes forwarded headers of a trusted proxy only", async () => {
  const headers = {
    origin: "https://juz.example",
    "x-forwarded-host": "juz.example",
    "x-forwarded-proto": "https",
  };
  for (const trustProxy of [true, false]) {
    await using server = await startServer({ config: { trustProxy } });
    for (const options of [WEBSOCKET, POLLING]) {
      assert.equal(await isLetIn(server.url, { ...options, headers }), trustProxy);
    }
  }
});

Deno.test("compression is not negotiated, so nothing can be blown up", CLEAN, async () => {
  await using server = await startServer();
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "sec-websocket-extensions": "permessage-deflate",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const path = "/socket.io/?EIO=4&transport=websocket";
  await connection.write(
    new TextEncoder().encode(`GET ${path} HTTP/1.1\r\nHost: x\r\n${lines}\r\n`),
  );
  const buffer = new Uint8Array(1_000);
  const head = new TextDecoder().decode(buffer.subarray(0, await connection.read(buffer) ?? 0));
  connection.close();
  assert.match(head, /^HTTP\/1.1 101/);
  assert.ok(!/sec-websocket-extensions/i.test(head));
});

Deno.test("a handshake asks for no cookie and sets none", CLEAN, async () => {
  await using server = await startServer();
  const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("set-cookie"), null);
  assert.equal(answer.headers.get("access-control-allow-origin"), null);
  await answer.body?.cancel();
});

for (const [way, options] of Object.entries({ websocket: WEBSOCKET, polling: POLLING })) {
  Deno.test(`who talks too fast by ${way} is refused, then cut; the others notice nothing`, async () => {
    await using server = await startServer({ seatGraceMs: 30 });
    using witness = await Client.connect(server.url, WEBSOCKET);
    using flood = await Client.connect(server.url, options);
    await witness.join("ala");
    await flood.join("ala");
    const replies: unknown[] = [];
    for (let n = 0; n < BURST + MAX_REFUSALS + 200; n++) {
      flood.socket.emit("echo:send", { text: "x" }, (reply) => replies.push(reply));
    }
    const echo = await witness.ask("echo:send", { text: "x" });
    assert.ok(echo.ok);
    await flood.until(() => !flood.socket.connected);
    const stats = server.signaling.stats();
    assert.equal(stats.cut, 1);
    assert.ok((stats.refused["too-fast"] ?? 0) >= MAX_REFUSALS - 1);
    await witness.hears("chat:line", ({ kind }) => kind === "left");
    assert.ok((await witness.ask("echo:send", { text: "x" })).ok);
  });
}

Deno.test("who was refused for talking too fast is heard again after a pause", CLEAN, async () => {
  let now = 1_000_000;
  const clock = {
    now: () => now,
    steady: () => now,
    setTimeout: (action: () => void, ms: number) => setTimeout(action, ms),
    clearTimeout: (timer: unknown) => clearTimeout(timer as number),
  };
  await using server = await startServer({ clock });
  using client = await Client.connect(server.url, WEBSOCKET);
  const all = Array.from({ length: BURST + 5 }, () => client.ask("echo:send", { text: "x" }));
  const refused = (await Promise.all(all)).filter((reply) => !reply.ok);
  assert.deepEqual(refused, Array(5).fill({ ok: false, error: "too-fast" }));
  now += 1_000;
  assert.ok((await client.ask("echo:send", { text: "x" })).ok);
});

Deno.test("rooms and places are limited", CLEAN, async () => {
  await using server = await startServer({ config: { roomLimit: 2, roomsLimit: 1 } });
  using a = await Client.connect(server.url, WEBSOCKET);
  using b = await Client.connect(server.url, WEBSOCKET);
  using c = await Client.connect(server.url, WEBSOCKET);
  await a.join("ala");
  await b.join("ala");
  const wish = { name: "C", media: MEDIA_OFF, fresh: true };
  const full = await c.ask("room:join", { ...wish, room: "ala" });
  assert.deepEqual(full, { ok: false, error: "room-full" });
  const none = await c.ask("room:join", { ...wish, room: "too" });
  assert.deepEqual(none, { ok: false, error: "server-full" });
});

Deno.test(
  "rooms by the thousand do not pile up: a socket is in one room at a time",
  CLEAN,
  async () => {
    await using server = await startServer({ config: { roomsLimit: 3 } });
    using client = await Client.connect(server.url, WEBSOCKET);
    for (let n = 0; n < 20; n++) await client.join(`room-${n}`);
    assert.deepEqual([server.signaling.stats().rooms, server.signaling.stats().members], [1, 1]);
  },
);

Deno.test(
  "a handler that throws is answered with internal, reported, and harms nothing else",
  CLEAN,
  async () => {
    let made = 0;
    const randomId = () => {
      if (++made === 2) throw new Error("no more chance");
      return `id-${made}`;
    };
    const server = await startServer({ randomId });
    using a = await Client.connect(server.url, WEBSOCKET);
    using b = await Client.connect(server.url, WEBSOCKET);
    await a.join("ala");
    const wish = { room: "too", name: "B", media: MEDIA_OFF, fresh: true };
    assert.deepEqual(await b.ask("room:join", wish), { ok: false, error: "internal" });
    assert.match(String(server.errors.pop()), /no more chance/);
    assert.ok((await a.ask("echo:send", { text: "x" })).ok);
    await server.close();
  },
);

Deno.test("who sends more bytes or packets than anybody needs is cut before they are read", async () => {
  await using server = await startServer();
  const floods = {
    bytes: Array(40).fill(`42["echo:send",{"text":"${"x".repeat(60_000)}"}]`),
    packets: Array(PACKET_BURST + 200).fill("3"),
  };
  for (const [what, packets] of Object.entries(floods)) {
    using flood = await Client.connect(server.url, WEBSOCKET);
    const { engine } = flood.socket.io;
    const raw = engine.transport as unknown as { ws: WebSocket };
    for (const packet of packets) raw.ws.send(packet);
    await flood.until(() => !flood.socket.connected);
    assert.ok(!flood.socket.connected, what);
  }
  assert.equal(server.signaling.stats().cut, 2);
});

Deno.test("twenty packets that no client of ours sends are enough, and one is forgiven", async () => {
  await using server = await startServer();
  using clumsy = await Client.connect(server.url, WEBSOCKET);
  using hostile = await Client.connect(server.url, WEBSOCKET);
  assert.deepEqual(await clumsy.say("nonsense"), { ok: false, error: "invalid" });
  assert.ok((await clumsy.ask("echo:send", { text: "x" })).ok);
  for (let n = 0; n < MAX_REFUSALS / STRIKE; n++) hostile.say("nonsense").catch(() => null);
  await hostile.until(() => !hostile.socket.connected);
  assert.equal(server.signaling.stats().cut, 1);
});

Deno.test("what a socket says in the moment of its end makes no ghost in a room", async () => {
  await using server = await startServer();
  using witness = await Client.connect(server.url, WEBSOCKET);
  const wish = { room: "ala", name: "Ghost", media: MEDIA_OFF, fresh: true };
  const frames = [CONNECT_PACKET, `42["room:join",${JSON.stringify(wish)}]`, "45-"].map(textFrame);
  for (let n = 0; n < 5; n++) {
    using connection = await rawWebSocket(server.port);
    await connection.write(frames[0]!);
    await connection.read(new Uint8Array(1_000)); // it is connected
    await connection.write(Uint8Array.from([...frames[1]!, ...frames[2]!])); // at once
    const buffer = new Uint8Array(10_000);
    while (await connection.read(buffer).catch(() => null) !== null);
  }
  const { state } = await witness.join("ala");
  assert.ok(!state.members.some(({ name, away }) => name.startsWith("Ghost") && !away));
  assert.equal(server.signaling.stats().members, 1);
});

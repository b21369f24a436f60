// The server over real sockets, by every transport.
import assert from "node:assert/strict";
import type { Join } from "@/protocol/shapes.ts";
import { CLEAN, Client, type ConnectOptions, hastyClock, startServer } from "./socket_kit.ts";
import { MEDIA_OFF } from "./values.ts";

function wish(room: string): Join {
  return { room, name: "A", media: MEDIA_OFF, fresh: true };
}

const WAYS: Record<string, ConnectOptions> = {
  "websocket alone": { transports: ["websocket"] },
  "polling alone": { transports: ["polling"] },
  "polling, then an upgrade": {},
};

for (const [way, options] of Object.entries(WAYS)) {
  Deno.test(`two people meet, talk and part by ${way}`, async () => {
    await using server = await startServer();
    using outside = await Client.connect(server.url, options);
    using a = await Client.connect(server.url, options);
    using b = await Client.connect(server.url, options);
    assert.deepEqual(await outside.ask("room:watch", { room: "ала-тоо" }), {
      ok: true,
      count: 0,
      limit: 3,
      title: null,
    });
    const first = await a.join("ала-тоо", { name: "A" });
    const second = await b.join("ала-тоо", { name: "B" });
    assert.deepEqual(await a.hears("room:state"), second.state);
    assert.deepEqual(second.state.members.map(({ id }) => id), [first.self, second.self]);
    await outside.hears("room:count", ({ count }) => count === 2);

    const offer = { to: first.self, toEpoch: 1, seq: 1, ack: 0, sdp: "v=0\r\nө" };
    assert.deepEqual(await b.ask("peer:offer", offer), { ok: true });
    const stamp = { from: second.self, fromEpoch: 1 };
    assert.deepEqual(await a.hears("peer:offer"), { ...stamp, seq: 1, ack: 0, sdp: "v=0\r\nө" });
    await a.ask("peer:answer", { to: second.self, toEpoch: 1, seq: 1, ack: 1, sdp: "v=1" });
    assert.equal((await b.hears("peer:answer")).ack, 1);
    const candidate = { candidate: "", sdpMid: "0", sdpMLineIndex: 0, usernameFragment: null };
    await a.ask("peer:ice", {
      to: second.self,
      toEpoch: 1,
      seq: 2,
      ack: 0,
      candidates: [candidate],
    });
    assert.deepEqual((await b.hears("peer:ice")).candidates, [candidate]);

    const said = await a.ask("chat:send", { id: "x", text: "салам 👋" });
    assert.ok(said.ok);
    assert.deepEqual(await b.hears("chat:line", ({ id }) => id === "x"), said.line);
    assert.deepEqual(await a.hears("chat:line", ({ id }) => id === "x"), said.line);

    await b.ask("member:media", { ...MEDIA_OFF, screen: true });
    await a.hears("chat:line", ({ kind }) => kind === "screenStarted");
    await b.ask("room:leave", { mayReturn: false });
    await a.hears("room:state", ({ members }) => members.length === 1);
    await a.hears("chat:line", ({ kind }) => kind === "left");
    const echo = await a.ask("echo:send", { text: "жаңырык" });
    assert.ok(echo.ok && echo.text === "жаңырык" && Math.abs(echo.at - Date.now()) < 60_000);
  });
}

Deno.test("the transport is the one that was asked for, and a default client is upgraded", async () => {
  await using server = await startServer();
  using polling = await Client.connect(server.url, { transports: ["polling"] });
  using direct = await Client.connect(server.url, { transports: ["websocket"] });
  using upgraded = await Client.connect(server.url);
  await upgraded.until(() => upgraded.transport === "websocket");
  assert.equal(direct.transport, "websocket");
  assert.equal(polling.transport, "polling");
  assert.equal((await upgraded.ask("echo:send", { text: "x" })).ok, true);
});

Deno.test("pages are served on the same port, and no script of Socket.IO's is", async () => {
  await using server = await startServer();
  using _client = await Client.connect(server.url);
  const page = await fetch(`${server.url}/anything`);
  assert.equal(await page.text(), "a page");
  const script = await fetch(`${server.url}/socket.io/socket.io.js`);
  assert.equal(script.status, 400);
  await script.body?.cancel();
});

Deno.test("a joiner's answer is sent before any later event", async () => {
  await using server = await startServer({ clock: hastyClock() });
  for (const transport of ["websocket", "polling"] as const) {
    using a = await Client.connect(server.url, { transports: ["websocket"] });
    using b = await Client.connect(server.url, { transports: [transport] });
    await a.join(transport);
    const order: string[] = [];
    b.socket.onAny((event: string) => order.push(event));
    // by callback: a promise is settled later than it is called, and others may overtake it there
    b.socket.emit("room:join", wish(transport), () => order.push("answer"));
    for (let mic = true; b.all("room:state").length === 0; mic = !mic) {
      await a.ask("member:media", { ...MEDIA_OFF, mic });
    }
    assert.equal(order[0], "answer");
  }
});

Deno.test("members hear of a newcomer before they hear the newcomer's signals", async () => {
  await using server = await startServer();
  using a = await Client.connect(server.url);
  using b = await Client.connect(server.url);
  const { self } = await a.join("ala");
  await Promise.all([
    b.join("ala"),
    b.ask("peer:offer", { to: self, toEpoch: 1, seq: 1, ack: 0, sdp: "x" }),
  ]);
  await a.hears("peer:offer");
  const events = a.heard.map(({ event }) => event);
  assert.ok(events.includes("room:state"));
  assert.ok(events.indexOf("room:state") < events.indexOf("peer:offer"));
});

Deno.test("events sent in one breath are answered in their order", CLEAN, async () => {
  await using server = await startServer();
  using client = await Client.connect(server.url, { transports: ["websocket"] });
  const answers: string[] = [];
  await Promise.all([
    client.ask("chat:send", { id: "a", text: "x" }).then(({ ok }) => answers.push(`early ${ok}`)),
    client.ask("room:join", wish("ala")).then(({ ok }) => answers.push(`join ${ok}`)),
    client.ask("chat:send", { id: "b", text: "x" }).then(({ ok }) => answers.push(`late ${ok}`)),
  ]);
  assert.deepEqual(answers, ["early false", "join true", "late true"]);
});

Deno.test("an event without an acknowledgement function works and hurts nobody", async () => {
  await using server = await startServer();
  using a = await Client.connect(server.url);
  await a.join("ala");
  const raw = a.socket as unknown as { emit(...packet: unknown[]): void };
  raw.emit("chat:send", { id: "x", text: "x" });
  raw.emit("chat:send", null);
  raw.emit("no:such:event");
  await a.hears("chat:line", ({ id }) => id === "x");
  assert.equal((await a.ask("echo:send", { text: "x" })).ok, true);
});

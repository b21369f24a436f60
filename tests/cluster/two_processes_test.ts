// Two servers that share a Redis are one service: people of one room meet, whichever they came to.
import assert from "node:assert/strict";
import { until } from "../browser/harness/wait.ts";
import { newRoom } from "../signaling/access/access_kit.ts";
import { Client } from "../signaling/socket_kit.ts";
import { MEDIA_OFF } from "../signaling/values.ts";
import { serverAt, testWithRedis, WEBSOCKET } from "./cluster_kit.ts";

testWithRedis(
  "people who came to different processes see each other, and lines in one order",
  async (redis) => {
    await using one = await serverAt(redis);
    await using other = await serverAt(redis);
    using asan = await Client.connect(one.url, WEBSOCKET);
    using gulnar = await Client.connect(other.url, WEBSOCKET);
    await asan.join("ала-тоо", { name: "Асан" });
    const { state } = await gulnar.join("ала-тоо", { name: "Гүлнар" });
    assert.deepEqual(state.members.map(({ name }) => name), ["Асан", "Гүлнар"]);
    await asan.hears("room:state", ({ members }) => members.length === 2);
    const all = [];
    for (let n = 0; n < 40; n++) {
      all.push(asan.ask("chat:send", { id: `a${n}`, text: `${n}` }));
      all.push(gulnar.ask("chat:send", { id: `g${n}`, text: `${n}` }));
    }
    for (const reply of await Promise.all(all)) assert.ok(reply.ok);
    const texts = (client: Client) => client.all("chat:line").filter(({ kind }) => kind === "text");
    for (const client of [asan, gulnar]) await client.until(() => texts(client).length === 80);
    assert.deepEqual(texts(asan), texts(gulnar));
    assert.equal(one.signaling.stats().cluster?.owned, 1);
    assert.equal(other.signaling.stats().cluster?.owned, 0);
  },
);

testWithRedis(
  "a process that ends gives its rooms to the next one that is asked",
  async (redis) => {
    await using one = await serverAt(redis);
    await using other = await serverAt(redis);
    using asan = await Client.connect(one.url, WEBSOCKET);
    const { self, seat, state: { copy } } = await asan.join("ала-тоо");
    await one.signaling.close();
    const begin = performance.now();
    using again = await Client.connect(other.url, WEBSOCKET);
    const back = await again.join("ала-тоо", { seat, copy, fresh: false });
    const ms = performance.now() - begin;
    assert.equal(back.self, self);
    assert.ok(ms < 1_500, `${ms} ms: less than what is left of a lease`);
  },
);

testWithRedis(
  "long polling belongs to one process: a balancer has to be sticky for it",
  async (redis) => {
    await using one = await serverAt(redis);
    await using other = await serverAt(redis);
    const path = "/socket.io/?EIO=4&transport=polling";
    const opened = await (await fetch(`${one.url}${path}`)).text();
    const sid = /"sid":"([^"]+)"/.exec(opened)?.[1];
    assert.ok(sid);
    const elsewhere = await fetch(`${other.url}${path}&sid=${sid}`);
    assert.equal(elsewhere.status, 400);
    assert.match(await elsewhere.text(), /Session ID unknown/);
    const post = { method: "POST", body: "40" };
    const here = await fetch(`${one.url}${path}&sid=${sid}`, post);
    assert.equal(await here.text(), "ok");
  },
);

testWithRedis(
  "signals between pages at different processes arrive once each and in order",
  async (redis) => {
    await using one = await serverAt(redis);
    await using other = await serverAt(redis);
    using asan = await Client.connect(one.url, WEBSOCKET);
    using gulnar = await Client.connect(other.url, WEBSOCKET);
    const { self: to } = await asan.join("ала-тоо", { name: "Асан" });
    const { self: from, state } = await gulnar.join("ала-тоо", { name: "Гүлнар" });
    const epoch = (id: string) => state.members.find((member) => member.id === id)?.epoch ?? 0;
    const both = [[asan, gulnar, from], [gulnar, asan, to]] as const;
    const sent = Array.from({ length: 40 }, (_, n) => n + 1);
    const replies = both.flatMap(([sender, , id]) =>
      sent.map((seq) => sender.ask("peer:ack", { to: id, toEpoch: epoch(id), seq, ack: 0 }))
    );
    for (const reply of await Promise.all(replies)) assert.ok(reply.ok, JSON.stringify(reply));
    for (const [, receiver] of both) {
      await receiver.until(() => receiver.all("peer:ack").length === sent.length);
      assert.deepEqual(receiver.all("peer:ack").map(({ seq }) => seq), sent);
    }
  },
);

testWithRedis("who waits or counts at one process hears of the room at another", async (redis) => {
  await using one = await serverAt(redis);
  await using other = await serverAt(redis);
  const { room, key } = newRoom();
  using lobby = await Client.connect(other.url, WEBSOCKET);
  assert.ok((await lobby.ask("room:watch", { room })).ok);
  using host = await Client.connect(one.url, WEBSOCKET);
  const { state: { rules } } = await host.join(room, { host: key });
  await lobby.hears("room:count", ({ count }) => count === 1);
  assert.ok(rules);
  const locked = { locked: true, rights: rules.rights };
  assert.deepEqual(await host.ask("room:rules", locked), { ok: true });
  using guest = await Client.connect(other.url, WEBSOCKET);
  const wish = { room, name: "Бектур", media: MEDIA_OFF, fresh: true };
  assert.deepEqual(await guest.ask("room:join", wish), { ok: false, error: "waiting" });
  const { waiting: [who] } = await host.hears("admission:waiting");
  assert.ok(who);
  assert.deepEqual(await host.ask("admission:answer", { id: who.id, admit: true }), { ok: true });
  // Who believes to be in a room that does not know of it has to come again.
  using lost = await Client.connect(one.url, WEBSOCKET);
  assert.ok((await lost.ask("room:watch", { room })).ok);
  const reply = await lost.ask("chat:send", { id: "x", text: "салам" });
  assert.deepEqual(reply, { ok: false, error: "not-in-room" });
  await lost.until(() => !lost.socket.connected);
  await guest.hears("admission:answer", ({ admitted }) => admitted);
  await guest.join(room, { name: "Бектур" });
});

testWithRedis(
  "a Redis that stands still stops no room, and nobody is told that a decision is kept",
  async (redis) => {
    await using one = await serverAt(redis);
    await using other = await serverAt(redis);
    const { room, key } = newRoom();
    using host = await Client.connect(one.url, WEBSOCKET);
    await host.join(room, { host: key });
    redis.signal("SIGSTOP");
    await until(() => one.signaling.stats().cluster?.isUp === false, { what: "Redis away" });
    assert.ok((await host.ask("chat:send", { id: "x", text: "салам" })).ok);
    const title = await host.ask("room:title", { title: "Сабак" });
    assert.deepEqual(title, { ok: false, error: "not-kept" });
    redis.signal("SIGCONT");
    await until(() => one.signaling.stats().cluster?.isUp, { what: "Redis back" });
    using lobby = await Client.connect(other.url, WEBSOCKET);
    const counted = await lobby.ask("room:watch", { room });
    assert.ok(counted.ok);
    assert.deepEqual([counted.count, counted.title], [1, "Сабак"]);
  },
);

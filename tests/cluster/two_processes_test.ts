// Two servers that share a Redis are one service: people of one room meet, whichever they came to.
import assert from "node:assert/strict";
import { Client } from "../signaling/socket_kit.ts";
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

// Two servers that share a Redis are one service: people of one room meet, whichever they came to.
import assert from "node:assert/strict";
import { redisStore } from "@/server/redis/mod.ts";
import { Client, startServer, type TestServer } from "../signaling/socket_kit.ts";
import { Redis, redisMissing } from "./redis.ts";

const missing = redisMissing();
if (missing !== null) console.log(`Ignored: several processes (${missing}).`);

const WEBSOCKET = { transports: ["websocket" as const] };

function serverAt(redis: Redis): Promise<TestServer> {
  return startServer({
    secret: "one secret for all processes",
    shared: redisStore(redis.url, { onWarning: () => {} }),
  });
}

function test(name: string, run: (redis: Redis) => Promise<void>): void {
  const fn = async () => {
    await using redis = await Redis.start();
    await run(redis);
  };
  Deno.test({ name, ignore: missing !== null, fn });
}

test("people who came to different processes see each other, and lines in one order", async (redis) => {
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
});

// The product itself, as operators and platforms run it: with its own permissions, or as Deno Deploy does.
import assert from "node:assert/strict";
import { buildOnce, Server } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { Client } from "../signaling/socket_kit.ts";
import { testWithRedis, WEBSOCKET } from "./cluster_kit.ts";

/** What Deno Deploy allows: everything but unstable features; and it gives a program five seconds. */
const AS_DEPLOY = ["run", "-A", "--no-check", "main.ts"];
const DEPLOY_MS = 5_000;

async function health(server: Server): Promise<{ ok: boolean; degraded: boolean }> {
  return await (await fetch(`${server.url}/healthz`)).json();
}

testWithRedis(
  "two servers with their own permissions are one service, and say when Redis is away",
  async (redis) => {
    await buildOnce();
    const env = { REDIS_URL: redis.url };
    const [one, other] = await Promise.all([Server.start({ env }), Server.start({ env })]);
    using asan = await Client.connect(one.url, WEBSOCKET);
    using gulnar = await Client.connect(other.url, WEBSOCKET);
    await asan.join("ала-тоо", { name: "Асан" });
    await gulnar.join("ала-тоо", { name: "Гүлнар" });
    await asan.hears("room:state", ({ members }) => members.length === 2);
    const figures = await (await fetch(`${other.url}/metrics`)).text();
    assert.match(figures, /^juz_redis_up 1$/m);
    assert.match(figures, /^juz_connections_away 1$/m);
    const { ok, degraded } = await health(one);
    assert.deepEqual([ok, degraded], [true, false]);
    await redis.kill();
    await until(async () => (await health(one)).degraded, { what: "Redis told to be away" });
    assert.ok((await health(one)).ok, "rooms go on: no reason to take the process away");
    assert.ok((await asan.ask("chat:send", { id: "x", text: "салам" })).ok);
    assert.equal(one.lines.filter((line) => /Redis at 127\.0\.0\.1/.test(line)).length, 1);
    await Promise.all([one.stop(), other.stop()]);
  },
);

for (const withRedis of [true, false]) {
  const name = withRedis ? "with a Redis that others use" : "alone";
  testWithRedis(
    `as Deno Deploy runs it, ${name}: no unstable flag, and SIGINT ends it in time`,
    async (redis) => {
      await buildOnce();
      const env = withRedis ? { REDIS_URL: redis.url } : {};
      const server = await Server.start({ env, args: AS_DEPLOY });
      using client = await Client.connect(server.url, WEBSOCKET);
      await client.join("ала-тоо");
      const begin = performance.now();
      const { code } = await server.stop("SIGINT");
      const ms = performance.now() - begin;
      assert.ok(code === 0 && ms < DEPLOY_MS, `code ${code} after ${ms} ms`);
      assert.deepEqual(server.lines.filter((line) => /unstable|warning|error/i.test(line)), []);
    },
  );
}

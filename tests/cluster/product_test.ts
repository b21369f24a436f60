// The product itself, as operators and platforms run it: with its own permissions, or as Deno Deploy does.
import assert from "node:assert/strict";
import { buildOnce, Server } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { Client } from "../signaling/socket_kit.ts";
import { NGINX_PROCESSES, proxyMissing, startProxy } from "../deploy/proxies.ts";
import { testWithRedis, WEBSOCKET } from "./cluster_kit.ts";

/** What Deno Deploy allows: everything but unstable features; and it gives a program five seconds. */
const AS_DEPLOY = ["run", "-A", "--no-check", "main.ts"];
const DEPLOY_MS = 5_000;

const noNginx = proxyMissing("nginx");
if (noNginx !== null) console.log(`Ignored: two processes behind nginx (${noNginx}).`);

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

testWithRedis(
  "as Deno Deploy runs it, with Redis: no unstable flag, and SIGINT ends it in time",
  async (redis) => {
    await buildOnce();
    const server = await Server.start({ env: { REDIS_URL: redis.url }, args: AS_DEPLOY });
    using client = await Client.connect(server.url, WEBSOCKET);
    await client.join("ала-тоо");
    const begin = performance.now();
    const { code } = await server.stop("SIGINT");
    const ms = performance.now() - begin;
    assert.ok(code === 0 && ms < DEPLOY_MS, `code ${code} after ${ms} ms`);
    assert.deepEqual(server.lines.filter((line) => /unstable|warning|error/i.test(line)), []);
  },
);

testWithRedis(
  "behind the example for nginx people talk by both transports, also when one process ends",
  async (redis) => {
    await buildOnce();
    const env = { REDIS_URL: redis.url, TRUST_PROXY: "127.0.0.1" };
    const [one, other] = await Promise.all([Server.start({ env }), Server.start({ env })]);
    await using proxy = await startProxy(NGINX_PROCESSES, one.port, other.port);
    const by = (transport: "websocket" | "polling") =>
      Client.connect(proxy.url, {
        ...{ transports: [transport], headers: { origin: proxy.url }, ca: proxy.cert },
      });
    using asan = await by("websocket");
    using gulnar = await by("polling");
    const first = await asan.join("ала-тоо", { name: "Асан" });
    await gulnar.join("ала-тоо", { name: "Гүлнар" });
    using direct = await Client.connect(other.url, WEBSOCKET);
    await direct.join("ала-тоо", { name: "Бектур" });
    assert.ok((await gulnar.ask("chat:send", { id: "x", text: "салам" })).ok);
    for (const client of [asan, direct]) await client.hears("chat:line", ({ id }) => id === "x");
    const { copy } = await asan.hears("room:state", ({ members }) => members.length === 3);
    await one.stop();
    using again = await by("websocket");
    const back = await again.join("ала-тоо", { seat: first.seat, copy, fresh: false });
    assert.equal(back.self, first.self);
    await other.stop();
  },
  { ignore: noNginx !== null },
);

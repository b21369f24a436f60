// What happens to people who talk while processes and Redis die, freeze, wake and end: nothing is lost, doubled or out of order.
import assert from "node:assert/strict";
import { selfSigned } from "../fakes/certificate.ts";
import { until } from "../browser/harness/wait.ts";
import { Balancer, Process } from "./processes.ts";
import { Redis, redisMissing } from "./redis.ts";
import { Talk } from "./talk.ts";

const missing = redisMissing();
if (missing !== null) console.log(`Ignored: chaos over several processes (${missing}).`);

/** A Redis, two processes, a balancer, and four people who talk. */
interface World {
  redis: Redis;
  owner: Process;
  other: Process;
  balancer: Balancer;
  talk: Talk;
}

function test(
  name: string,
  run: (world: World) => Promise<void>,
  aheadMs: readonly [number, number] = [0, 0],
): void {
  const fn = async () => {
    await using redis = await Redis.start();
    const processes = await Promise.all(
      aheadMs.map((ahead) => Process.start(redis.url, { aheadMs: ahead })),
    );
    try {
      using balancer = new Balancer(processes);
      using talk = new Talk([balancer.url], { room: "ала-тоо", people: 4 });
      await talk.together();
      talk.begin(50);
      await until(() => talk.said.length >= 50, { what: "a talk", every: 20 });
      const owners = await Promise.all(processes.map(async (one) => (await one.stats()).cluster));
      assert.deepEqual(owners.map((one) => one?.owned).sort(), [0, 1], "one owner");
      const [owner, other] = processes.toSorted((a, b) =>
        Number(owners[processes.indexOf(b)]?.owned) - Number(owners[processes.indexOf(a)]?.owned)
      );
      assert.ok(owner && other);
      await run({ redis, owner, other, balancer, talk });
    } finally {
      await Promise.all(processes.map((one) => one.end()));
    }
  };
  Deno.test({ name, ignore: missing !== null, fn });
}

/** Lines go on for a moment, and are whole. */
async function isWhole({ talk }: World): Promise<void> {
  await talk.together();
  const until1 = talk.said.length + 25;
  await until(() => talk.said.length >= until1, { what: "a talk that goes on", every: 20 });
  await talk.end();
}

test("the owner is killed, whose clock is ten minutes ahead: everybody is back", async (world) => {
  const { owner, balancer, other, talk } = world;
  const before = talk.joins;
  balancer.targets = [other];
  const since = performance.now();
  await owner.end();
  const ms = await talk.again(before, since);
  console.log(`all back ${Math.round(ms)} ms after SIGKILL`);
  assert.ok(ms < 4_000, `${ms} ms`);
  await isWhole(world);
}, [600_000, 0]);

test("the owner is told to end: the room goes over at once", async (world) => {
  const { owner, balancer, other, talk } = world;
  const before = talk.joins;
  balancer.targets = [other];
  const since = performance.now();
  const ending = owner.end("SIGTERM");
  const ms = await talk.again(before, since);
  await ending;
  console.log(`all back ${Math.round(ms)} ms after SIGTERM`);
  assert.ok(ms < 4_000, `${ms} ms`);
  await isWhole(world);
});

test("the owner freezes and wakes: one owner, whose room goes on", async (world) => {
  const { owner, balancer, other, talk } = world;
  const before = talk.joins;
  balancer.targets = [other];
  owner.signal("SIGSTOP");
  // Whoever is at the frozen process notices later by themselves.
  const isBack = () => talk.joins.filter((count, at) => count > (before[at] ?? 0)).length >= 2;
  await until(isBack, { what: "the others in a room that goes on", every: 20 });
  owner.signal("SIGCONT");
  await until(async () => (await owner.stats()).cluster?.lost === 1, { what: "the loss told" });
  assert.equal((await owner.stats()).cluster?.owned, 0);
  assert.equal((await other.stats()).cluster?.owned, 1);
  await isWhole(world);
});

test("Redis dies and comes back empty: the owner's room goes on, and heals by itself", async (world) => {
  const { redis, owner, balancer, other, talk } = world;
  balancer.targets = [owner]; // who is cut off comes to the process that has the room
  const before = talk.joins;
  await redis.kill();
  await until(async () => (await other.stats()).cluster?.isUp === false, { what: "the loss told" });
  await until(() => talk.joins.filter((count, at) => count > (before[at] ?? 0)).length >= 2, {
    what: "the others at the owner",
  });
  await talk.together();
  const goesOn = talk.said.length + 150; // longer than a lease
  await until(() => talk.said.length >= goesOn, { what: "a talk without Redis", every: 20 });
  await redis.start();
  await until(async () => (await owner.stats()).cluster?.isUp === true, { what: "Redis back" });
  balancer.targets = [owner, other];
  using late = new Talk([other.url], { room: "ала-тоо", people: 1 });
  await until(() => late.people[0]?.call.membership.members.value.length === 5, {
    what: "a newcomer by the other process in the same room",
  });
  assert.equal((await owner.stats()).cluster?.owned, 1);
  late.people[0]?.call.membership.leave();
  await isWhole(world);
});

Deno.test({
  name: "Redis over TLS with a password: who has the password is one of them, who has not is alone",
  ignore: missing !== null,
  fn: async () => {
    const dir = await Deno.makeTempDir();
    const { cert, key } = selfSigned();
    const [certPath, keyPath] = [`${dir}/cert.pem`, `${dir}/key.pem`];
    await Deno.writeTextFile(certPath, cert);
    await Deno.writeTextFile(keyPath, key);
    const password = "a word between processes";
    await using redis = await Redis.startSecure({ certPath, keyPath, password });
    const url = (word: string) => `rediss://:${encodeURIComponent(word)}@localhost:${redis.port}`;
    const start = (word: string) => Process.start(url(word), { ca: certPath });
    const [good, bad] = await Promise.all([start(password), start("a guess")]);
    try {
      await until(async () => (await good.stats()).cluster?.isUp, { what: "Redis over TLS" });
      await until(() => bad.lines.some((line) => /cannot be used/.test(line)), {
        what: "a warning",
      });
      assert.equal((await bad.stats()).cluster?.isUp, false);
      assert.ok(bad.lines.every((line) => !line.includes("guess")), "no password in a log");
    } finally {
      await Promise.all([good.end(), bad.end()]);
      await Deno.remove(dir, { recursive: true });
    }
  },
});

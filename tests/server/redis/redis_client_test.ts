// The connections to Redis: what it refuses is told, and asked for again.
import assert from "node:assert/strict";
import { RedisClient } from "@/server/redis/redis_client.ts";
import { until } from "../../browser/harness/wait.ts";
import { Redis, redisMissing } from "../../cluster/redis.ts";

const missing = redisMissing();

/** A client that listens to the channel "north", and what it was told. */
async function open(url: string) {
  const told = { messages: [] as string[], problems: [] as string[], ups: 0 };
  const client = new RedisClient(url);
  await client.open("north", {
    onMessage: (text) => void told.messages.push(text),
    onProblem: (reason) => void told.problems.push(reason),
    onUp: () => void (told.ups += 1),
    onDown: () => {},
  });
  return { client, ...told, told, [Symbol.dispose]: () => client.close() };
}

/** Cuts the first connection that wants to subscribe, before Redis hears of it. */
function cutFirstSubscription(port: number) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  let cuts = 0;
  const pump = async (from: Deno.TcpConn, to: Deno.TcpConn) => {
    const buffer = new Uint8Array(65_536);
    try {
      for (let n; (n = await from.read(buffer)) !== null;) {
        const bytes = buffer.slice(0, n);
        const asks = /\r\nSUBSCRIBE\r\n/i.test(new TextDecoder().decode(bytes));
        if (asks && cuts++ === 0) break;
        await to.write(bytes);
      }
    } catch {
      // Torn is ended, too.
    }
    for (const end of [from, to]) close(end);
  };
  const serve = async () => {
    for await (const client of listener) {
      const server = await Deno.connect({ hostname: "127.0.0.1", port });
      for (const end of [client, server]) open.add(end);
      void pump(client, server);
      void pump(server, client);
    }
  };
  void serve();
  return {
    url: `redis://127.0.0.1:${listener.addr.port}`,
    cuts: () => cuts,
    [Symbol.dispose]: () => {
      listener.close();
      for (const end of open) close(end);
    },
  };
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // It was closed already.
  }
}

Deno.test({
  name: "a subscription that was cut off is asked for again, and before that nothing is up",
  ignore: missing !== null,
  fn: async () => {
    await using redis = await Redis.start();
    using proxy = cutFirstSubscription(redis.port);
    using one = await open(proxy.url);
    await until(() => one.client.isUp, { what: "it to be up", ok: Boolean, every: 20 });
    assert.ok(proxy.cuts() > 1);
    assert.equal(await one.client.publish("north", "hello"), 1);
    const heard = () => one.messages.length > 0;
    await until(heard, { what: "what was said", ok: Boolean, every: 20 });
  },
});

Deno.test({
  name: "a Redis that is full, or permits no channel, says so; later it is used",
  ignore: missing !== null,
  fn: async () => {
    await using redis = await Redis.start();
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: redis.port });
    const tell = async (command: string) => {
      await connection.write(new TextEncoder().encode(`${command}\r\n`));
      const bytes = new Uint8Array(1_024);
      const text = new TextDecoder().decode(bytes.subarray(0, await connection.read(bytes) ?? 0));
      assert.match(text, /^\+OK/);
    };
    await tell("ACL SETUSER guest on >word ~* +@all resetchannels");
    using guest = await open(`redis://guest:word@127.0.0.1:${redis.port}`);
    const says = (words: RegExp) => () => guest.problems.some((reason) => words.test(reason));
    await until(says(/NOPERM/), { what: "the refusal", ok: Boolean, every: 20 });
    assert.equal(guest.client.isUp, false);
    await tell("ACL SETUSER guest allchannels");
    await until(() => guest.client.isUp, { what: "it to be up", ok: Boolean, every: 20 });
    await tell("CONFIG SET maxmemory 1");
    const script = "return redis.call('SET', KEYS[1], '1')";
    assert.equal(await guest.client.run(script, { keys: ["a"], args: [] }), null);
    assert.ok(says(/OOM/)(), String(guest.problems));
    await tell("CONFIG SET maxmemory 0");
    assert.equal(await guest.client.run(script, { keys: ["a"], args: [] }), "OK");
    connection.close();
  },
});

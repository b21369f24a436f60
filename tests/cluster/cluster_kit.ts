// Servers in this process that share a real Redis.
import { redisStore } from "@/server/redis/mod.ts";
import { type StartOptions, startServer, type TestServer } from "../signaling/socket_kit.ts";
import { Redis, redisMissing } from "./redis.ts";

const missing = redisMissing();
if (missing !== null) console.log(`Ignored: several processes (${missing}).`);

export const WEBSOCKET = { transports: ["websocket" as const] };

/** One of several servers that are one service. */
export function serverAt(redis: Redis, options: StartOptions = {}): Promise<TestServer> {
  return startServer({
    secret: "one secret for all processes",
    shared: redisStore(redis.url, { onWarning: () => {} }),
    ...options,
  });
}

/** A test with a Redis of its own; ignored where there is none. */
export function testWithRedis(
  name: string,
  run: (redis: Redis) => Promise<void>,
  { ignore = false }: { ignore?: boolean } = {},
): void {
  const fn = async () => {
    await using redis = await Redis.start();
    await run(redis);
  };
  Deno.test({ name, ignore: ignore || missing !== null, fn });
}

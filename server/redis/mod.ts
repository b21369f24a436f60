// Redis for several processes that are one service; the package is loaded only where REDIS_URL is set.
import { randomBytes } from "node:crypto";
import type { SharedStore } from "../../signaling/mod.ts";
import { RedisClient } from "./redis_client.ts";
import { RedisStore } from "./redis_store.ts";

/** Redis that cannot be used is told of once in so many milliseconds. */
const PAUSE_MS = 60_000;

/** The store behind REDIS_URL; it begins to connect when the signaling listens to it. */
export function redisStore(
  url: string,
  { onWarning }: { onWarning: (sentence: string) => void },
): SharedStore {
  let next = -Infinity;
  const onProblem = (reason: string) => {
    if (performance.now() < next) return;
    next = performance.now() + PAUSE_MS;
    const { host } = new URL(url); // never the password
    onWarning(`Redis at ${host} cannot be used (${reason}): rooms go on in this process alone.`);
  };
  const process = randomBytes(12).toString("base64url");
  return new RedisStore(new RedisClient(url), { process, onProblem });
}

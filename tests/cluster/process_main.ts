// One process of several, as a program that tests start, freeze, kill: signaling over a real socket, and its figures.
import { createWebServer } from "@/server/http_server.ts";
import { redisStore } from "@/server/redis/mod.ts";
import { REAL_CLOCK } from "@/signaling/clock.ts";
import { attachSignaling } from "@/signaling/mod.ts";
import { SETTINGS } from "../signaling/room_directory_kit.ts";

/** Redis, and how far ahead the clock of this process is, in milliseconds. */
const [url = "", ahead = "0"] = Deno.args;

const fail = (error: unknown) => console.log("error", error);
const web = createWebServer({
  handler: () => Response.json({ ...signaling.stats(), memory: Deno.memoryUsage().rss }),
  tls: null,
  onError: fail,
});
const signaling = attachSignaling(web.node, {
  config: {
    ...{ ...SETTINGS, roomLimit: 50, roomsLimit: 20_000, chatHistory: 1_000 },
    ...{ trustProxy: false, addressLimit: 0 },
  },
  secret: "one secret for all processes",
  shared: url === "" ? null : redisStore(url, { onWarning: (text) => console.log(text) }),
  clock: { ...REAL_CLOCK, now: () => Date.now() + Number(ahead) },
  onError: fail,
});
Deno.addSignalListener("SIGTERM", async () => {
  await signaling.close();
  await web.close();
  Deno.exit(0);
});
void Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => Deno.exit(1)); // its tests ended
console.log("port", await web.listen({ port: 0, host: "127.0.0.1" }));

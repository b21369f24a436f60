// The STUN server as users run it: beside the server, in the same process, or not at all.
import assert from "node:assert/strict";
import { buildOnce, freePort, Server } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { ask, socketOn } from "../server/stun/stun_client.ts";
import { Client } from "../signaling/socket_kit.ts";
import { childrenOf } from "./children.ts";

const START = { args: ["task", "--quiet", "start"], startTimeout: 60_000 };
const OWN = { STUN_URLS: "own" };

/** The STUN servers that somebody who joins is told of. */
async function told(url: string, headers: Record<string, string> = {}): Promise<string[]> {
  using client = await Client.connect(url, { transports: ["websocket"], headers });
  const { ice } = await client.join("room1", { name: "A" });
  return ice.flatMap(({ urls }) => urls);
}

/** Whether a STUN server answers at this port, and tells the truth. */
async function answers(port: number): Promise<boolean> {
  const socket = await socketOn("127.0.0.1");
  const { port: own } = socket.address();
  const answer = await ask(socket, port);
  socket.close();
  assert.ok(answer === null || answer === `127.0.0.1:${own}`, `${answer} is not ${own}`);
  return answer !== null;
}

Deno.test("`deno task start` runs a STUN server beside, tells of it under the visitor's name, and ends it", async () => {
  await buildOnce(); // so that the start's time is not a build's
  const server = await Server.start({
    ...START,
    args: ["run", "-A", "--no-check", "tools/start.ts"],
    env: { ...OWN, TRUST_PROXY: "1" },
  });
  assert.deepEqual(await told(server.url), [`stun:localhost:${server.port}`]);
  const forwarded = { "x-forwarded-host": "meet.example.org", "x-forwarded-proto": "https" };
  assert.deepEqual(await told(server.url, forwarded), [`stun:meet.example.org:${server.port}`]);
  assert.ok(await answers(server.port));
  const stun = (await childrenOf(server.pid)).find(({ words }) => words.includes("server/stun/"));
  assert.ok(stun !== undefined);
  assert.doesNotMatch(stun.words, /--allow-(read|write|env|run|ffi|sys|import|all)|-A/);
  Deno.kill(stun.pid, "SIGKILL");
  await until(() => answers(server.port), { what: "another one to answer" });
  await evenWhenItsPortWasTakenMeanwhile(server);
  assert.equal((await fetch(server.url)).status, 200);
  await server.stop();
  await until(() => answers(server.port), { what: "it to be gone", ok: (does) => !does });
});

async function evenWhenItsPortWasTakenMeanwhile(server: Server): Promise<void> {
  const stun = (await childrenOf(server.pid)).find(({ words }) => words.includes("server/stun/"));
  Deno.kill(stun?.pid ?? 0, "SIGKILL");
  const port = () => socketOn("127.0.0.1", server.port).catch(() => null);
  const other = await until(port, { what: "the port to be free", every: 10 });
  const told = () => server.lines.some((line) => line.includes("is taken"));
  await until(() => Promise.resolve(told()), { what: "it to say so", ok: Boolean });
  other?.close();
  await until(() => answers(server.port), { what: "another one to answer", ok: Boolean });
}

Deno.test("where the port is taken, one line says so, and nobody is told of a STUN server", async () => {
  await buildOnce();
  const taken = await socketOn("127.0.0.1");
  const STUN_PORT = String(taken.address().port);
  const server = await Server.start({ ...START, env: { ...OWN, STUN_PORT } });
  const lines = server.lines.filter((line) => line.includes("STUN"));
  assert.deepEqual(lines, [
    `STUN_PORT ${STUN_PORT} is taken: another program listens there. There is no STUN server of our own.`,
  ]);
  assert.deepEqual(await told(server.url), []);
  await server.stop();
  taken.close();
});

Deno.test("with all permissions the server does it itself; with its own narrow ones it says that it cannot", async () => {
  await buildOnce();
  const STUN_PORT = String(freePort());
  const env = { STUN_URLS: "stun:meet.example.org:3478", STUN_PORT };
  const wide = await Server.start({ args: ["run", "-A", "--no-check", "main.ts"], env });
  assert.deepEqual(await told(wide.url), [env.STUN_URLS], "another place was named");
  assert.ok(await answers(Number(STUN_PORT)));
  await wide.stop();
  const narrow = await Server.start({ env: OWN });
  assert.deepEqual(await told(narrow.url), []);
  assert.deepEqual(narrow.lines.filter((line) => line.includes("STUN")), [
    "This process may answer nobody by UDP: there is no STUN server of our own.",
  ]);
  await narrow.stop();
});

// TURN=1 as users set it: beside the server, in `deno run -A main.ts`, or said to be impossible.
import assert from "node:assert/strict";
import type { IceServer } from "@/protocol/signals.ts";
import { TurnClient } from "@/tools/doctor/turn_client.ts";
import { buildOnce, freePort, Server } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { Client } from "../signaling/socket_kit.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { runs } from "../turn/inside.ts";

const ignore = coturnMissing() !== null || Deno.build.os !== "linux";
const START = { args: ["run", "-A", "--no-check", "tools/start.ts"], startTimeout: 60_000 };

async function settings() {
  const DATA_DIR = await Deno.makeTempDir();
  return { TURN: "1", TURN_PORT: String(freePort()), TURN_PORTS: "52000-52999", DATA_DIR };
}

/** The TURN servers that somebody who joins is told of. */
async function told(url: string): Promise<IceServer[]> {
  using client = await Client.connect(url, { transports: ["websocket"] });
  const { ice } = await client.join("room1", { name: "A" });
  return ice.filter(({ urls }) => urls.some((one) => one.startsWith("turn")));
}

/** The code of the answer to a person of this server who asks for a relay. */
async function relay(server: Server, port: string): Promise<number> {
  const [turn] = await told(server.url);
  if (turn === undefined) return -1;
  const { username = "", credential = "" } = turn;
  using client = new TurnClient({
    hostname: "127.0.0.1",
    port: Number(port),
    username,
    credential,
  });
  return await client.allocate();
}

/** All processes below another one, with their words. */
async function below(pid: number): Promise<{ pid: number; words: string }[]> {
  const args = ["-o", "pid=,args=", "--ppid", String(pid)];
  const { stdout } = await new Deno.Command("ps", { args }).output();
  const children = new TextDecoder().decode(stdout).split("\n").filter(Boolean).map((line) => {
    const [, number, words] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    return { pid: Number(number), words: words ?? "" };
  });
  return [...children, ...(await Promise.all(children.map((one) => below(one.pid)))).flat()];
}

async function figure(server: Server, name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1]);
}

Deno.test({
  name:
    "`deno task start` with TURN=1 gives relays, starts anew what was killed, and leaves nothing behind",
  ignore,
  fn: async () => {
    await buildOnce(); // so that the start's time is not a build's
    const env = await settings();
    const server = await Server.start({ ...START, env });
    const urls = (await told(server.url)).flatMap(({ urls }) => urls);
    assert.deepEqual(urls, [
      `turn:localhost:${env.TURN_PORT}?transport=udp`,
      `turn:localhost:${env.TURN_PORT}?transport=tcp`,
    ]);
    assert.equal(await relay(server, env.TURN_PORT), 0);
    await until(() => figure(server, "juz_turn_relays_total"), {
      what: "the figures",
      ok: (count) => count === 1,
    });
    const all = await below(server.pid);
    const [keeper, coturn, main] = ["server/turn/", "turnserver -c", " main.ts"].map((words) =>
      all.find((one) => one.words.includes(words))
    );
    assert.ok(keeper && coturn && main);
    assert.match(keeper.words, / --allow-run=turnserver /);
    assert.doesNotMatch(
      keeper.words,
      /--allow-(env|ffi|import|all)| -A | --allow-(read|write|run|net) /,
    );
    assert.doesNotMatch(main.words, /--allow-run/);
    const secret = (await Deno.readTextFile(`${env.DATA_DIR}/turn/secret.key`)).trim();
    assert.ok(secret.length > 40 && all.every(({ words }) => !words.includes(secret)));
    Deno.kill(coturn.pid, "SIGKILL");
    await until(() => figure(server, "juz_turn_restarts_total"), {
      what: "another coturn",
      ok: (count) => count === 1,
    });
    await until(() => figure(server, "juz_turn_up"), { what: "it to run", ok: (up) => up === 1 });
    assert.equal(await relay(server, env.TURN_PORT), 0);
    const coturnOf = async () =>
      (await below(server.pid)).find(({ words }) => words.includes("turnserver -c"))?.pid;
    const second = await coturnOf();
    Deno.kill(keeper.pid, "SIGKILL");
    const last = await until(coturnOf, {
      what: "both to be there again",
      ok: (pid) => pid !== undefined && pid !== second,
    });
    assert.ok(last !== undefined);
    await until(() => relay(server, env.TURN_PORT).catch(() => -1), {
      what: "relays",
      ok: (code) => code === 0,
    });
    assert.equal(await runs(second ?? 0), false, "the orphan holds the port no more");
    Deno.kill(server.pid, "SIGKILL");
    await until(() => runs(last), { what: "coturn to end, too", ok: (does) => !does });
    await server.stop().catch(() => {}); // it has ended
  },
});

Deno.test({
  name:
    "where coturn is missing or its port is taken one line says so, and nobody is told of a relay",
  ignore,
  fn: async () => {
    await buildOnce();
    const missing = await Server.start({
      ...START,
      env: { ...await settings(), PATH: await Deno.makeTempDir() },
    });
    const about = (server: Server) => server.lines.filter((line) => line.includes("TURN"));
    assert.deepEqual(about(missing), [
      "TURN=1 needs coturn, and its program turnserver is not installed (Debian: apt install coturn). " +
      "There is no TURN server inside.",
    ]);
    assert.deepEqual(await told(missing.url), []);
    await missing.stop();
    const env = await settings();
    using _taken = Deno.listen({ hostname: "127.0.0.1", port: Number(env.TURN_PORT) });
    const taken = await Server.start({ ...START, env });
    assert.deepEqual(about(taken), [
      `TURN_PORT ${env.TURN_PORT} is taken: another program listens there. There is no TURN server inside.`,
    ]);
    assert.deepEqual(await told(taken.url), []);
    await taken.stop();
  },
});

Deno.test({
  name:
    "with all permissions the server starts coturn itself; with its own narrow ones it says that it cannot",
  ignore,
  fn: async () => {
    await buildOnce();
    const env = await settings();
    const wide = await Server.start({ args: ["run", "-A", "--no-check", "main.ts"], env });
    assert.equal(await relay(wide, env.TURN_PORT), 0);
    const coturn = (await below(wide.pid)).find(({ words }) => words.includes("turnserver -c"));
    assert.ok(coturn !== undefined);
    await wide.stop();
    await until(() => runs(coturn.pid), { what: "coturn to end", ok: (does) => !does });
    const narrow = await Server.start({ env: await settings() });
    assert.deepEqual(await told(narrow.url), []);
    assert.ok(narrow.lines.some((line) => line.startsWith("This process may start no program")));
    await narrow.stop();
  },
});

// The harness's own server handling and waiting: a crash must be told, never waited for.
import assert from "node:assert/strict";
import { Server } from "./harness/server.ts";
import { staysTrue, until, untilEqual } from "./harness/wait.ts";

async function program(source: string): Promise<string[]> {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, source);
  return ["run", "-A", "--no-check", "--no-config", file];
}

const LISTEN = `
  console.log("ready");
  Deno.serve({ port: Number(Deno.env.get("PORT")), hostname: Deno.env.get("HOST"), onListen() {} },
    ({ url }) => url.endsWith("/crash") ? Deno.exit(3) : new Response("ok"));`;

Deno.test("a server is waited for, answers, and ends when told to", async () => {
  const server = await Server.start({ args: await program(LISTEN) });
  assert.equal(await (await fetch(`${server.url}/`)).text(), "ok");
  await untilEqual(() => [...server.lines], ["ready"], { what: "what it printed" });
  server.assertAlive();
  assert.equal((await server.stop()).signal, "SIGTERM");
  server.assertAlive(); // it was asked to end
});

Deno.test("a server that crashes at the start is told with what it printed, and soon", async () => {
  const args = await program(`console.error("PORT is taken"); Deno.exit(1);`);
  const start = performance.now();
  await assert.rejects(Server.start({ args }), /ended by itself \(code 1.*\n.*PORT is taken/);
  assert.ok(performance.now() - start < 10_000);
});

Deno.test("a server that crashes later is told by assertAlive()", async () => {
  const server = await Server.start({ args: await program(LISTEN) });
  await assert.rejects(fetch(`${server.url}/crash`));
  await until(() => server.endedBecause, { what: "the end of the server" });
  assert.throws(() => server.assertAlive(), /ended by itself \(code 3/);
  await server.stop();
});

Deno.test("until() tells what it saw last, and bears errors on the way", async () => {
  let looks = 0;
  const read = () => {
    if (++looks < 3) throw new Error("too early");
    return looks;
  };
  assert.equal(await until(read, { what: "a third look", every: 1 }), 3);
  await assert.rejects(
    until(() => ({ tiles: 1 }), { what: "two tiles", timeout: 20, every: 5, ok: () => false }),
    /^Error: Waited 0\.02 s for two tiles; last seen: \{ tiles: 1 \}$/,
  );
  const never = () => new Promise<boolean>(() => {});
  await assert.rejects(until(never, { what: "an answer", timeout: 30 }), /last seen: nothing yet/);
});

Deno.test("untilEqual() compares what it sees as a whole, and tells what it saw last", async () => {
  const seen: string[] = [];
  const read = () => (seen.push("салам"), [...seen]);
  assert.deepEqual(await untilEqual(read, ["салам", "салам"], { what: "two", every: 1 }), seen);
  await assert.rejects(
    untilEqual(() => ["а"], ["а", "б"], { what: "both", timeout: 20, every: 5 }),
    /^Error: Waited 0\.02 s for both; last seen: \[ "а" \]$/,
  );
});

Deno.test("staysTrue() fails as soon as something happens that should not", async () => {
  await staysTrue(() => true, { what: "quiet", ms: 20, every: 5 });
  let looks = 0;
  await assert.rejects(
    staysTrue(() => ++looks < 3, { what: "quiet", ms: 1_000, every: 1 }),
    /Expected to stay true for 1000 ms: quiet/,
  );
});

// `deno task start` in a checkout of its own: what the first start makes, later ones use.
import assert from "node:assert/strict";
import { join } from "node:path";
import { freePort, Server } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { isBuilt } from "@/tools/build.ts";
import { allow, copyCheckout, filesIn, forbid } from "../checkout.ts";
import { childrenOf } from "./children.ts";

const START = { args: ["task", "--quiet", "start"], startTimeout: 90_000 };
/** Nobody listens there: whoever wants something from the net fails. */
const OFFLINE = { HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9" };

const buildOf = async (dir: string) =>
  (await filesIn(dir)).filter(({ path }) => path.startsWith("_fresh/"));

async function canListen(port: number): Promise<boolean> {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return await Promise.resolve(true);
  } catch {
    return false;
  }
}

Deno.test("a port that is taken, or a bad certificate, is told before anything is built", async () => {
  await using checkout = await copyCheckout();
  const { dir } = checkout;
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const taken = String(listener.addr.port);
  const cases: [name: string, env: Record<string, string>][] = [
    ["PORT", { PORT: taken }],
    ["TLS_CERT", { PORT: String(freePort()), TLS_CERT: "/nowhere.pem", TLS_KEY: "/nowhere.pem" }],
  ];
  for (const [name, env] of cases) {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: START.args,
      cwd: dir,
      env: { NO_COLOR: "1", HOST: "127.0.0.1", ...env },
    }).output();
    assert.equal(code, 1);
    assert.match(new TextDecoder().decode(stderr), new RegExp(`^${name}\\b.*\\n$`));
    assert.deepEqual(await buildOf(dir), [], `built before ${name} was refused`);
  }
});

Deno.test("where there is no build and none can be written, one line says so", async () => {
  await using checkout = await copyCheckout();
  await Deno.writeTextFile(join(checkout.dir, "_fresh"), "a file");
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", "tools/build.ts"],
    cwd: checkout.dir,
    env: { NO_COLOR: "1" },
  }).output();
  assert.match(new TextDecoder().decode(stderr), /^There is no build .* _fresh .*\n$/);
  assert.equal(code, 1);
});

Deno.test("the second start builds nothing, writes nothing into the checkout and asks nobody", async () => {
  await using checkout = await copyCheckout();
  const { dir } = checkout;
  const env = { DATA_DIR: await Deno.makeTempDir() };
  await noBuildOutlivesItsStart(dir);
  const begin = performance.now();
  const first = await Promise.all([
    Server.start({ ...START, cwd: dir, env }),
    Server.start({ ...START, cwd: dir, env: { DATA_DIR: await Deno.makeTempDir() } }),
  ]); // one of the two builds, the other one waits for it
  console.log(`first start: ${Math.round(performance.now() - begin)} ms`);
  for (const server of first) {
    assert.equal((await fetch(server.url)).status, 200);
    await server.stop();
  }
  const made = await filesIn(dir);
  assert.ok(made.some(({ path }) => path === "_fresh/snapshot.json"));
  await forbid(dir);
  const again = performance.now();
  const second = await Server.start({ ...START, cwd: dir, env: { ...env, ...OFFLINE } });
  console.log(`second start: ${Math.round(performance.now() - again)} ms`);
  assert.match(await (await fetch(second.url)).text(), /<html lang="ky"/);
  await second.stop();
  assert.deepEqual(await filesIn(dir), made);
  await allow(dir);
  await aNewBuildIsNeeded(dir);
  await nobodyHoldsThePort(dir, env);
});

/** Two builds at once would write between each other's files. */
async function noBuildOutlivesItsStart(dir: string): Promise<void> {
  const start = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", "tools/start.ts"],
    cwd: dir,
    env: { NO_COLOR: "1", HOST: "127.0.0.1", PORT: String(freePort()), STUN_URLS: "" },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const build = async () =>
    (await childrenOf(start.pid)).find(({ words }) => words.includes("dev.ts build"));
  const building = await until(build, { what: "the build to begin", ok: Boolean });
  start.kill("SIGKILL");
  await start.status;
  const isThere = async () => {
    const args = ["-o", "stat=", "-p", String(building?.pid)];
    const { stdout } = await new Deno.Command("ps", { args }).output();
    return /^[^Z]/.test(new TextDecoder().decode(stdout).trim());
  };
  await until(isThere, { what: "the build to end", timeout: 3_000, ok: (is) => !is });
  assert.equal(await isBuilt(new URL(`file://${dir}/`)), false);
}

/** When a source has changed, and when a file of the build was torn, changed or lost. */
async function aNewBuildIsNeeded(dir: string): Promise<void> {
  const root = new URL(`file://${dir}/`);
  assert.equal(await isBuilt(root), true);
  const script = (await buildOf(dir)).find(({ path }) => /\/js\/.*\.js$/.test(path))?.path;
  const changed = [`${script}`, "_fresh/snapshot.json", "static/styles/home.css", "deno.lock"];
  for (const path of [...changed, "i18n/ru.ts", "vendor/fresh/client/boot.ts"]) {
    const place = join(dir, path);
    const text = await Deno.readTextFile(place);
    await Deno.writeTextFile(place, text.slice(0, -2));
    assert.equal(await isBuilt(root), false, `${path} is torn`);
    await Deno.remove(place);
    assert.equal(await isBuilt(root), false, `${path} is gone`);
    await Deno.writeTextFile(place, text);
    assert.equal(await isBuilt(root), true, `${path} is as it was`);
  }
}

/** Whichever of the two that started the server is killed without a warning. */
async function nobodyHoldsThePort(dir: string, env: Record<string, string>): Promise<void> {
  for (const args of [START.args, ["run", "-A", "--frozen", "tools/start.ts"]]) {
    const server = await Server.start({ ...START, args, cwd: dir, env });
    assert.equal(await canListen(server.port), false);
    await server.kill();
    await until(() => canListen(server.port), { what: "the port to be free", ok: Boolean });
  }
}

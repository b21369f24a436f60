// Starting and ending, as users and Deno Deploy do it: every test is a process of its own.
import assert from "node:assert/strict";
import { request } from "node:https";
import { SETTINGS } from "@/server/config/read_config.ts";
import { permissionsFor } from "@/tools/permissions.ts";
import { buildOnce, freePort, Server } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { selfSigned } from "../fakes/certificate.ts";
import { childrenOf } from "./children.ts";

const START = ["task", "--quiet", "start"];

/** Runs to the end what must not start. */
async function refusal(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tools/start.ts"],
    env: { NO_COLOR: "1", ...env },
  }).output();
  const text = new TextDecoder();
  return { code, said: (text.decode(stdout) + text.decode(stderr)).trim() };
}

Deno.test("`deno task start` builds, prints its address, answers, and ends within 2 s", async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const server = await Server.start({ args: START, startTimeout: 60_000 });
    const line = server.lines.find((text) => text.includes("http://"));
    assert.match(line ?? "", new RegExp(`http://127\\.0\\.0\\.1:${server.port}`));
    const page = await fetch(server.url);
    assert.match(await page.text(), /<html lang="ky"/);
    const begin = performance.now();
    await server.stop(signal);
    assert.ok(performance.now() - begin < 2_000, `${signal} took too long`);
    await assert.rejects(fetch(server.url), "nothing listens any more");
  }
});

Deno.test("SIGHUP from the first moment on ends nothing", async () => {
  await buildOnce();
  const [dir, port] = [await Deno.makeTempDir(), freePort()];
  const start = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tools/start.ts"],
    env: {
      ...{ NO_COLOR: "1", HOST: "127.0.0.1", PORT: String(port), STUN_URLS: "" },
      DATA_DIR: dir,
    },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const whole = async () => {
    if ((await childrenOf(start.pid)).length > 0) start.kill("SIGHUP");
    return await fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.json());
  };
  const { ok } = await until(whole, { what: "an answer", every: 20, timeout: 30_000 });
  assert.equal(ok, true);
  for (let n = 0; n < 50; n++) start.kill("SIGHUP");
  assert.equal((await whole()).ok, true);
  start.kill("SIGTERM");
  assert.equal((await start.status).code, 0);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("a setting that cannot be used stops the start with one sentence that names it", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const taken = String(listener.addr.port);
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, "junk");
  const cases: [name: string, env: Record<string, string>][] = [
    ["PORT", { PORT: "99999" }],
    ["PORT", { PORT: taken, HOST: "127.0.0.1" }],
    ["HTTP_PORT", { HTTP_PORT: "80" }],
    ["HOST", { HOST: "203.0.113.7", PORT: String(freePort()) }],
    ["TLS_KEY", { TLS_CERT: file }],
    ["TLS_CERT", { TLS_CERT: "/nowhere/cert.pem", TLS_KEY: file, PORT: String(freePort()) }],
    ["TLS_CERT", { TLS_CERT: file, TLS_KEY: file, PORT: String(freePort()) }],
    ["TURN_SECRET", { TURN_URLS: "turn:turn.example.org" }],
    ["DATA_DIR", { DATA_DIR: `${file},b`, PORT: String(freePort()) }],
    ["ROOM_LIMIT", { ROOM_LIMIT: "many" }],
    ["TRUST_PROXY", { TRUST_PROXY: "yes" }],
    ["SECRET", { SECRET: "short" }],
  ];
  for (const [name, env] of cases) {
    const { code, said } = await refusal(env);
    assert.equal(code, 1, `${JSON.stringify(env)}: ${said}`);
    const lines = said.split("\n");
    assert.equal(lines.length, 1, said);
    assert.ok(lines[0]?.includes(name), said);
  }
  listener.close();
});

Deno.test("TLS_CERT and TLS_KEY serve HTTPS on the same port", async () => {
  await buildOnce();
  const folder = await Deno.makeTempDir();
  const { cert, key } = selfSigned();
  await Deno.writeTextFile(`${folder}/cert.pem`, cert);
  await Deno.writeTextFile(`${folder}/key.pem`, key);
  const port = String(freePort());
  const env = { TLS_CERT: `${folder}/cert.pem`, TLS_KEY: `${folder}/key.pem`, PORT: port };
  const server = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "start"],
    env: { NO_COLOR: "1", HOST: "127.0.0.1", STUN_URLS: "", ...env },
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    const answer = await until(() => httpsGet(`https://127.0.0.1:${port}/`), {
      what: "an answer over TLS",
      timeout: 60_000,
    });
    assert.equal(answer.status, 200);
    assert.match(answer.headers["strict-transport-security"] ?? "", /max-age=\d{7,}/);
    assert.match(String(answer.headers["content-security-policy"]), /connect-src 'self' wss:/);
    const polling = await httpsGet(`https://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`);
    assert.equal(polling.status, 200);
  } finally {
    server.kill("SIGTERM");
    await server.status;
  }
});

function httpsGet(
  url: string,
): Promise<{ status: number; headers: Record<string, string | undefined> }> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { rejectUnauthorized: false }, (response) => {
      response.resume();
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string | undefined>,
        }));
    });
    asking.on("error", reject);
    asking.end();
  });
}

Deno.test("on Deno Deploy: a build, then main.ts with all permissions and no unstable flag", async () => {
  await buildOnce();
  const server = await Server.start({ args: ["run", "-A", "--no-check", "main.ts"] });
  assert.equal((await fetch(`${server.url}/r/room1`)).status, 200);
  const begin = performance.now();
  const status = await server.stop("SIGINT");
  assert.ok(performance.now() - begin < 5_000);
  assert.equal(status.code, 0);
});

Deno.test("it may connect to a provider that says who people are, to its SFU, and nowhere else", () => {
  const oidc = {
    issuer: "https://id.example.org/realms/school",
    clientId: "juz",
    clientSecret: "north",
    hosts: ["keys.example.org", "id.example.org:8443"],
  };
  const where = {
    ...{ host: "0.0.0.0", port: 7007, httpPort: null, tls: null, turn: null },
    ...{ dataDir: "data", oidc, redisUrl: "" },
  };
  const sfu = { url: "ws://127.0.0.1:8188", secret: "north", meshMax: 4 };
  const [net] = permissionsFor({ ...where, sfu }).filter((flag) => flag.startsWith("--allow-net"));
  assert.equal(
    net,
    "--allow-net=0.0.0.0:7007,id.example.org:443,keys.example.org:443,id.example.org:8443," +
      "127.0.0.1:8188",
  );
});

Deno.test("with TURN=1 it runs nothing, and reaches coturn's port only where it speaks TLS itself", () => {
  const turn = {
    host: "::",
    port: 3478,
    addresses: [],
    ports: [49_152, 65_535],
    peers: [],
  } as const;
  const where = {
    ...{ host: "::", port: 443, httpPort: null, sfu: null, turn },
    ...{ dataDir: "data", oidc: null, redisUrl: "" },
  };
  const tls = { certPath: "cert.pem", keyPath: "key.pem" };
  const flags = permissionsFor({ ...where, tls });
  assert.ok(flags.includes("--allow-net=[::]:443,127.0.0.1:3478"));
  assert.ok(!flags.some((flag) => flag.startsWith("--allow-run")));
  assert.ok(permissionsFor({ ...where, tls: null }).includes("--allow-net=[::]:443"));
});

Deno.test("with a Redis that processes share, it may connect to that one and no other", () => {
  const where = {
    ...{ host: "0.0.0.0", port: 7007, httpPort: null, tls: null, dataDir: "data", oidc: null },
    turn: null,
  };
  for (
    const [redisUrl, place] of [
      ["redis://:word@10.0.0.7", "10.0.0.7:6379"],
      ["rediss://cache.example.org:6380/2", "cache.example.org:6380"],
    ] as const
  ) {
    const flags = permissionsFor({ ...where, redisUrl, sfu: null });
    assert.ok(flags.includes(`--allow-net=0.0.0.0:7007,${place}`), String(flags));
  }
});

Deno.test("the server may listen on its port, read its files and settings, and nothing else", () => {
  const where = {
    ...{ host: "::", port: 7007, httpPort: null, tls: null, turn: null },
    ...{ dataDir: "data", oidc: null, redisUrl: "", sfu: null },
  };
  const allowed = permissionsFor(where).filter((flag) => /^-A|^--allow/.test(flag));
  assert.deepEqual(allowed, [
    "--allow-net=[::]:7007",
    "--allow-read=_fresh,utils.ts,protocol,signaling,server,call,components,hooks,islands,i18n,routes," +
    "static,vendor,data",
    "--allow-write=data",
    `--allow-env=${SETTINGS.map(({ name }) => name).join(",")}`,
  ]);
});

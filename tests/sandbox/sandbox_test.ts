// What the processes of server and build may do: nothing that they do not need, whoever's code runs
// in them.
import assert from "node:assert/strict";
import { readConfig } from "@/server/config/read_config.ts";
import {
  buildPermissions,
  ENVIRONMENT,
  permissionsFor,
  stunPermissions,
} from "@/tools/permissions.ts";

const text = new TextDecoder();

interface Outcome {
  /** Name of the error by attempt; "DONE" where it worked. */
  results: Record<string, string>;
  messages: Record<string, string>;
  /** Connections that a proxy got, through which everything outside would have gone. */
  outside: number;
}

/** What became of the planted module's attempts under these flags. */
async function plant(flags: readonly string[], only = ""): Promise<Outcome> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let outside = 0;
  const counting = (async () => {
    for await (const connection of listener) {
      outside++;
      connection.close();
    }
  })();
  const proxy = `http://127.0.0.1:${listener.addr.port}`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...flags, "tests/sandbox/planted.ts", only],
    env: { ...ENVIRONMENT, CANARY: "secret", NO_COLOR: "1", HTTPS_PROXY: proxy, HTTP_PROXY: proxy },
  }).output();
  listener.close();
  await counting;
  const said = text.decode(stdout);
  assert.ok(said.startsWith("{"), text.decode(stderr));
  return { ...JSON.parse(said), outside };
}

/** How an import says that a permission, or the lock, is in its way. */
const NO_IMPORT = /import access|read access|not found in cache|--no-npm is specified/;
/** How Node's ways of doing things say so. */
const NO_BY_NODE =
  /^(Command failed: id|getaddrinfo EPERM .*|too many attached databases - max 0)$/m;

/** Nothing worked, nothing got out, and it was a permission that said no each time. */
function assertNothingWorked({ results, messages, outside }: Outcome, attempts = 45): void {
  assert.ok(Object.keys(results).length >= attempts);
  for (const [what, result] of Object.entries(results)) {
    const why = `${what}: ${result}: ${messages[what]}`;
    if (["NotCapable", "PermissionDenied"].includes(result)) continue;
    if (result === "TypeError") assert.match(messages[what] ?? "", NO_IMPORT, why);
    else assert.ok(result === "Error" && NO_BY_NODE.test(messages[what] ?? ""), why);
  }
  assert.equal(outside, 0, "somebody was asked for code");
}

Deno.test("a planted module can do nothing with the permissions of `deno task start`", async () => {
  const config = readConfig({ HOST: "127.0.0.1" });
  assert.ok(typeof config === "object");
  assertNothingWorked(await plant(permissionsFor(config)));
});

Deno.test("a planted module can do nothing with the permissions of the build", async () => {
  assertNothingWorked(await plant(buildPermissions("/nowhere/npm")));
});

Deno.test("the STUN server's process may use the network, and can do nothing else", async () => {
  const network =
    "fetch something|ask the cloud|connect |listen |resolve |send a datagram|open a socket";
  assertNothingWorked(await plant(stunPermissions(), `^(?!${network})`), 35);
});

Deno.test("neither may run a program, and both keep to the lock file", () => {
  const config = readConfig({ HOST: "127.0.0.1" });
  assert.ok(typeof config === "object");
  for (const flags of [permissionsFor(config), buildPermissions("/nowhere/npm")]) {
    assert.ok(!flags.some((flag) => /^(-A|--allow-(all|run|ffi|sys|import))/.test(flag)));
    for (
      const flag of ["--frozen", "--cached-only", "--deny-import", "--no-remote", "--no-prompt"]
    ) {
      assert.ok(flags.includes(flag), flag);
    }
  }
});

Deno.test("the same module does much of it where everything is allowed", async () => {
  const allowed = ["--no-lock", "--allow-read", "--allow-env", "--allow-sys"];
  const done = ["read /etc/passwd", "read the sources", "read PATH", "ask who it is"];
  const only = [...done, "import from a host that Deno trusts"].join("|");
  const { results, outside } = await plant(allowed, only);
  for (const what of done) assert.equal(results[what], "DONE", what);
  assert.ok(outside > 0, "imports go through the proxy, if they may");
});

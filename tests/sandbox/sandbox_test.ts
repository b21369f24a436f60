// What the server's process may do: nothing that it does not need, whoever's code runs in it.
import assert from "node:assert/strict";
import { readConfig } from "@/config.ts";
import { permissionsFor } from "@/tasks/start.ts";

const text = new TextDecoder();

/** What became of the planted module's attempts under these flags. */
async function plant(flags: readonly string[]): Promise<Record<string, string>> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...flags, "tests/sandbox/planted.ts"],
    env: { CANARY: "secret" },
  }).output();
  const said = text.decode(stdout);
  assert.ok(said.startsWith("{"), text.decode(stderr));
  return JSON.parse(said);
}

Deno.test("a planted module can do nothing with the permissions of `deno task start`", async () => {
  const config = readConfig({ HOST: "127.0.0.1" });
  assert.ok(typeof config === "object");
  const results = await plant(permissionsFor(config));
  assert.ok(Object.keys(results).length >= 20);
  for (const [what, result] of Object.entries(results)) {
    assert.ok(
      ["NotCapable", "PermissionDenied", "TypeError"].includes(result),
      `${what}: ${result}`,
    );
  }
  assert.equal(results["import from the net"], "TypeError", "an import fails with this name");
  const others = Object.entries(results).filter(([, result]) => result === "TypeError");
  assert.equal(others.length, 1);
});

Deno.test("the same module does much of it where everything is allowed", async () => {
  const results = await plant(["--allow-read", "--allow-env", "--allow-sys"]);
  for (const what of ["read /etc/passwd", "read the sources", "read PATH", "ask who it is"]) {
    assert.equal(results[what], "DONE", what);
  }
});

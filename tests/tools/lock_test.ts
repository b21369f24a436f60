// Two lock files: a start fetches what runs and what builds, and nothing that only tests need.
import assert from "node:assert/strict";

interface Lock {
  specifiers: Record<string, string>;
  npm: Record<string, { integrity: string }>;
}

const [product, tests] = ["deno.lock", "tests/deno.lock"].map((path) =>
  JSON.parse(Deno.readTextFileSync(path)) as Lock
);

/** Packages by name and version, without what Deno writes behind them of their peers. */
function packagesOf(lock: Lock | undefined): Map<string, string> {
  const all = Object.entries(lock?.npm ?? {});
  return new Map(all.map(([key, { integrity }]) => [key.replace(/(?<=.)_.*$/, ""), integrity]));
}

Deno.test("tests run with the very packages that the product runs with", () => {
  const tested = packagesOf(tests);
  for (const [name, integrity] of packagesOf(product)) {
    assert.equal(tested.get(name), integrity, `${name} differs: update both lock files`);
  }
});

Deno.test("no start fetches what only tests need", () => {
  const running = [...packagesOf(product).keys()].map((key) => key.replace(/(?<=.)@[^@]*$/, ""));
  assert.ok(running.includes("socket.io") && running.includes("esbuild-wasm"));
  for (const name of ["playwright-core", "puppeteer-core", "axe-core", "oidc-provider", "ajv"]) {
    assert.ok(!running.includes(name), name);
    assert.ok([...packagesOf(tests).keys()].some((key) => key.startsWith(`${name}@`)), name);
  }
  assert.ok(running.length <= 60, `${running.length} packages`);
});

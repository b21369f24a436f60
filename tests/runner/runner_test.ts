// The test command's own parts: it must never count a failure as a success.
import assert from "node:assert/strict";
import { relative } from "node:path";
import { figuresOf } from "./measurements.ts";
import { findTests, NAMED, planOf } from "./files.ts";
import { parseJunit } from "./junit.ts";
import { runFile, runTogether } from "./run_file.ts";

async function results(source: string, timeoutMs = 30_000): Promise<Record<string, string>> {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/planted_test.ts`;
    await Deno.writeTextFile(file, source);
    const { outcomes } = await runFile(file, { timeoutMs });
    return Object.fromEntries(outcomes.map(({ name, result }) => [name, result]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("runFile() counts tests by their result, and steps with their test", async () => {
  const source = `
    Deno.test("good", () => {});
    Deno.test("bad & <ugly>", () => { throw new Error("planted"); });
    Deno.test.ignore("later", () => {});
    Deno.test("steps", async (t) => {
      await t.step("one", () => {});
      await t.step("two", () => { throw new Error("planted"); });
    });`;
  assert.deepEqual(await results(source), {
    "good": "passed",
    "bad & <ugly>": "failed",
    "later": "ignored",
    "steps": "failed",
  });
});

Deno.test("runFile() counts a file that cannot be loaded as failed", async () => {
  assert.deepEqual(await results(`import "./missing.ts"; Deno.test("never seen", () => {});`), {
    "(the file itself) failed outside its tests (exit code 1)": "failed",
  });
});

Deno.test("runFile() counts a file that crashes after its tests as failed", async () => {
  const outcomes = await results(`
    Deno.test("good", () => {});
    Deno.test.afterAll(() => { throw new Error("planted"); });`);
  assert.ok(Object.values(outcomes).includes("failed"), JSON.stringify(outcomes));
});

Deno.test("runFile() counts a file without tests as failed", async () => {
  assert.deepEqual(await results(""), { "(the file itself) has no tests": "failed" });
});

Deno.test("runFile() ends a file that hangs", async () => {
  const source = `Deno.test("hangs", () => new Promise(() => setInterval(() => {}, 1000)));`;
  assert.deepEqual(await results(source, 1_500), {
    "(the file itself) did not end within 1.5 s": "failed",
  });
});

Deno.test("runFile() counts `only` as a failure, since it hides the other tests", async () => {
  const outcomes = await results(`Deno.test.only("a", () => {}); Deno.test("b", () => {});`);
  assert.ok(Object.values(outcomes).includes("failed"), JSON.stringify(outcomes));
});

Deno.test("what a test has printed is kept, and nothing that the test program says", async () => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/planted_test.ts`;
  await Deno.writeTextFile(
    file,
    `Deno.test("measures", () => console.log("7 ms\\nwith 2 lines")); Deno.test("silent", () => {});`,
  );
  const { output } = await runFile(file, { timeoutMs: 30_000 });
  await Deno.remove(folder, { recursive: true });
  assert.deepEqual(figuresOf(output), ["7 ms", "with 2 lines"]);
});

Deno.test("parseJunit() reads names with quotes, arrows and self-closing cases", () => {
  const xml = `<testsuite><testcase name="a &gt; b" classname="x"/>
    <testcase name="say &quot;hi&quot; &#x1F3A5;" time="0"><skipped/></testcase></testsuite>`;
  assert.deepEqual(parseJunit(xml), [
    { name: "a > b", result: "passed" },
    { name: 'say "hi" 🎥', result: "ignored" },
  ]);
});

Deno.test("runTogether() tells the files of one process apart, and which of them crashed", async () => {
  const dir = await Deno.makeTempDir();
  const write = (name: string, source: string) => {
    const file = `${dir}/${name}_test.ts`;
    Deno.writeTextFileSync(file, source);
    return relative(Deno.cwd(), file); // as the report calls it
  };
  const good = write("good", `Deno.test("good", () => {});`);
  const bad = write("bad", `Deno.test("bad", () => { throw new Error("planted"); });`);
  const crash = write("crash", `Deno.test("crashes", () => Deno.exit(3));`);
  const empty = write("empty", "export {};");
  const after = write(
    "after",
    `Deno.test("fine", () => {}); Deno.test.afterAll(() => { throw new Error("planted"); });`,
  );
  const only = write("only", `Deno.test.only("a", () => {}); Deno.test("b", () => {});`);
  const later = write("later", `Deno.test.ignore("later", () => {});`);
  const counted = async (...files: string[]) => {
    const results = await runTogether(files, { timeoutMs: 20_000 });
    assert.deepEqual(results.map(({ file }) => file), files);
    return results.map(({ outcomes }) => outcomes.map(({ result }) => result).join());
  };
  try {
    assert.deepEqual(await counted(good, good), ["passed", "passed"]);
    assert.deepEqual(await counted(good, bad), ["passed", "failed"]);
    assert.deepEqual(await counted(good, crash), ["passed", "failed"]);
    assert.deepEqual(await counted(empty, good), ["failed", "passed"]);
    assert.deepEqual(await counted(later, good), ["ignored", "passed"]);
    assert.deepEqual(await counted(bad, after), ["failed", "passed,failed"]);
    assert.deepEqual(await counted(bad, only), ["failed", "passed,ignored,failed"]);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("runTogether() says which file hangs", async () => {
  const file = await Deno.makeTempFile({ suffix: "_test.ts" });
  await Deno.writeTextFile(
    file,
    `Deno.test("hangs", () => new Promise(() => setInterval(() => {}, 1000)));`,
  );
  const [result] = await runTogether([relative(Deno.cwd(), file)], { timeoutMs: 1_000 });
  await Deno.remove(file);
  assert.deepEqual(result?.outcomes, [
    { name: "(the file itself) did not end within 1 s", result: "failed" },
  ]);
});

Deno.test("runTogether() counts a crash that no file shows by itself as a failure", async () => {
  const dir = await Deno.makeTempDir();
  const write = (name: string, source: string) => {
    Deno.writeTextFileSync(`${dir}/${name}_test.ts`, source);
    return relative(Deno.cwd(), `${dir}/${name}_test.ts`);
  };
  const good = write("good", `Deno.test("good", () => {});`);
  const once = write(
    "once",
    `const mark = new URL("./mark", import.meta.url);
    if (await Deno.mkdir(mark).then(() => true, () => false)) {
      Deno.test.afterAll(() => { throw new Error("planted"); });
    }
    Deno.test("once", () => {});`,
  );
  try {
    const [first, second] = await runTogether([good, once], { timeoutMs: 20_000 });
    assert.deepEqual(first?.outcomes.map(({ result }) => result), ["passed", "failed"]);
    assert.match(first?.outcomes[1]?.name ?? "", /once_test\.ts in one process\).*exit code 1/);
    assert.match(first?.output ?? "", /planted/);
    assert.deepEqual(second?.outcomes.map(({ result }) => result), ["passed"]);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("planOf() keeps browser files apart and knows parts of paths", () => {
  const none = { together: [], quick: [], patient: [], alone: [], light: [], browser: [] };
  const files = ["a/a_test.ts", "tests/browser/b_test.ts", "tests/c_test.ts"];
  const inBrowser = ["tests/browser/b_test.ts", "tests/fresh/d_browser_test.ts"];
  assert.deepEqual(planOf([...files, "tests/fresh/d_browser_test.ts"], []), {
    ...none,
    quick: ["a/a_test.ts", "tests/c_test.ts"],
    browser: inBrowser,
  });
  assert.deepEqual(planOf(files, ["./tests/c_test.ts"]), { ...none, quick: ["tests/c_test.ts"] });
  const network = "tests/network/e_test.ts";
  assert.deepEqual(planOf([...files, network], []), planOf(files, []), "only when it is named");
  assert.deepEqual(planOf([network], ["tests/network"]), { ...none, browser: [network] });
  assert.deepEqual(planOf(files, ["nothing"]), none);
  const flood = "tests/hostile/f_test.ts"; // what it measures must not be another test
  assert.deepEqual(planOf([flood], []), { ...none, alone: [flood] });
  for (const patient of ["tests/hostile/unread_test.ts", "tests/cluster/chaos_test.ts"]) {
    assert.deepEqual(
      planOf([patient], []),
      { ...none, patient: [patient] },
      "they wait for a server",
    );
  }
  const light = "tests/browser/pages_test.ts";
  assert.deepEqual(planOf([light], []), { ...none, light: [light] });
  const call = "tests/browser/pages_in_a_call_test.ts"; // alone, unless it is named
  assert.deepEqual(planOf([call], []), { ...none, browser: [call] });
});

Deno.test("planOf() names no file that is gone", async () => {
  const files = await findTests(".");
  assert.deepEqual(NAMED.filter((file) => !files.includes(file)), []);
});

Deno.test("planOf() puts pure files together, each once, and no two neighbours", () => {
  const files = Array.from({ length: 30 }, (_, n) => `tests/call/${n}_test.ts`);
  const { together } = planOf(files, []);
  assert.deepEqual(together.map(({ length }) => length), [10, 10, 10]);
  assert.deepEqual(together.flat().sort(), [...files].sort());
});

// `deno task test [part of a path …]`: every test there is, ending with one line of totals.
import { firefoxMissing } from "./browser/harness/programs.ts";
import { webKitMissing } from "./browser/harness/webkit.ts";
import { coturnMissing } from "./turn/coturn.ts";
import { labMissing } from "./network/ip.ts";
import { figuresOf } from "./runner/measurements.ts";
import { findTests, type Plan, planOf } from "./runner/files.ts";
import { buildProduct, prepareBrowsers } from "./runner/prepare.ts";
import { type FileResult, runFile, type RunOptions, runTogether } from "./runner/run_file.ts";
import { filesToRunAgain, mergeRuns } from "./runner/second_run.ts";

const AT_ONCE = 2;
const QUICK = { timeoutMs: 120_000 };
/** Rounds are played again where the machine is busy with something else. */
const PATIENT = { timeoutMs: 300_000 };
const BROWSER = { timeoutMs: 420_000 };
/** Looking at every screen in every combination (SWEEP=full) takes longer than any other file may. */
const SWEEP_MS = 1_800_000;

Deno.exit(await main(Deno.args));

/** Gives the exit code: 0 if everything that could run has passed. */
async function main(filters: readonly string[]): Promise<number> {
  const plan = planOf(await findTests("."), filters);
  if (Object.values(plan).every(({ length }) => length === 0)) {
    console.error(
      `No test file has ${filters.map((part) => `"${part}"`).join(" or ")} in its path.`,
    );
    return 1;
  }
  const start = performance.now();
  const trouble = await prepare(plan);
  const single = (file: string) => [file];
  const quick = { atOnce: AT_ONCE, options: QUICK };
  const results = (await Promise.all([
    runAll([...plan.quick.map(single), ...plan.together], quick),
    runAll(plan.patient.map(single), { ...quick, options: PATIENT }),
  ])).flat();
  results.push(...await runAll(plan.alone.map(single), { ...quick, atOnce: 1 }));
  const full = Deno.env.get("SWEEP") === "full";
  const options = full ? { ...BROWSER, timeoutMs: SWEEP_MS } : BROWSER;
  results.push(...trouble === null ? await runBrowserFiles(plan, options) : lost(plan, trouble));
  const ended = await runAgain(results, { plan, options });
  return await report(ended, performance.now() - start);
}

/** A test that failed beside others and passed by itself. */
interface Flaky {
  file: string;
  name: string;
}

/** Runs the few browser files that failed once more, with nothing beside them. */
async function runAgain(
  results: readonly FileResult[],
  { plan, options }: { plan: Plan; options: RunOptions },
): Promise<{ results: FileResult[]; flaky: Flaky[] }> {
  const merged = [...results];
  const flaky: Flaky[] = [];
  for (const file of filesToRunAgain(results, plan)) {
    const index = results.findIndex((result) => result.file === file);
    const first = results[index];
    if (first === undefined) continue;
    console.log(`Once more, by itself: ${file}`);
    const second = await runFile(file, options);
    printFile(second);
    const { result, flaky: names } = mergeRuns(first, second);
    merged[index] = result;
    flaky.push(...names.map((name) => ({ file, name })));
  }
  return { results: merged, flaky };
}

/** Runs groups of files in turn, some at once; prints how each went as soon as it is known. */
async function runAll(
  groups: readonly (readonly string[])[],
  { atOnce, options }: { atOnce: number; options: RunOptions },
): Promise<FileResult[]> {
  const results: FileResult[] = [];
  const waiting = [...groups];
  const work = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      const [file] = group;
      const done = group.length === 1 && file !== undefined
        ? [await runFile(file, options)]
        : await runTogether(group, options);
      for (const result of done) printFile(result);
      results.push(...done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/**
 * Finds the browsers and builds the product, if anything here needs them: before all else, so that no
 * two files build it at the same time. Gives the reason why browser files cannot run, or null.
 */
async function prepare({ light, browser }: Plan): Promise<string | null> {
  if (light.length + browser.length === 0) return null;
  try {
    await prepareBrowsers(console.log);
    await buildProduct(console.log);
    Deno.env.set("PRODUCT_BUILT", "1"); // for every file that runs from now on
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function runBrowserFiles(
  { light, browser }: Pick<Plan, "light" | "browser">,
  options: RunOptions,
): Promise<FileResult[]> {
  const single = (file: string) => [file];
  return [
    ...await runAll(light.map(single), { atOnce: AT_ONCE, options }),
    ...await runAll(browser.map(single), { atOnce: 1, options }),
  ];
}

/** The files that could not run, with the reason once. */
function lost({ light, browser }: Pick<Plan, "light" | "browser">, output: string): FileResult[] {
  return [...light, ...browser].map((file, index) => ({
    file,
    outcomes: [{ name: "(the file itself) could not be run", result: "failed" }],
    ms: 0,
    output: index === 0 ? output : "",
  }));
}

function printFile({ file, outcomes, ms, output }: FileResult): void {
  const failed = count([{ outcomes }], "failed");
  const parts = [
    `${count([{ outcomes }], "passed")} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  console.log(`${failed > 0 ? "✗" : "✓"} ${file}  ${parts.join(", ")}  ${seconds(ms)}`);
  if (failed > 0) console.log(output.trimEnd().replace(/^/gm, "    "));
  else for (const figure of figuresOf(output)) console.log(`    ${figure}`);
}

/** The end of the output: what was ignored and why, what failed, the totals, and the exit code. */
async function report(
  { results, flaky }: { results: readonly FileResult[]; flaky: readonly Flaky[] },
  ms: number,
): Promise<number> {
  const list = (wanted: "ignored" | "failed") =>
    results.flatMap(({ file, outcomes }) =>
      outcomes.filter(({ result }) => result === wanted).map(({ name }) => ({ file, name }))
    );
  for (const { file, name } of list("ignored")) {
    console.log(`ignored: ${file}: ${name} (${await whyIgnored(file, name)})`);
  }
  for (const { output } of results.filter(({ ms }) => ms === 0)) if (output) console.log(output);
  for (const { file, name } of flaky) console.log(`flaky: ${file}: ${name}`);
  for (const { file, name } of list("failed")) console.log(`failed: ${file}: ${name}`);
  const failed = count(results, "failed");
  console.log(
    `Files: ${results.length}, ignored tests: ${count(results, "ignored")}, ${seconds(ms)}`,
  );
  console.log(`Flaky tests (failed, then passed by themselves): ${flaky.length}`);
  console.log(`${count(results, "passed")} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function whyIgnored(file: string, name: string): Promise<string> {
  const words = `${file} ${name}`;
  const missing = /firefox/i.test(words)
    ? firefoxMissing()
    : /webkit/i.test(words)
    ? await webKitMissing()
    : /network/i.test(words)
    ? await labMissing() ?? coturnMissing()
    : /coturn/i.test(words)
    ? coturnMissing()
    : null;
  return missing ?? "its own file says when it cannot run";
}

function count(results: readonly Pick<FileResult, "outcomes">[], wanted: string): number {
  return results.flatMap(({ outcomes }) => outcomes).filter(({ result }) => result === wanted)
    .length;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

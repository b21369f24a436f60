// Runs test files in a Deno of their own, so that nothing one does can hide another's result.
import { type Outcome, parseJunit, parseSuites } from "./junit.ts";

/** What became of one test file. */
export interface FileResult {
  file: string;
  outcomes: Outcome[];
  ms: number;
  /** What it printed; worth showing if something failed. */
  output: string;
}

/** How to run a file. */
export interface RunOptions {
  timeoutMs: number;
  env?: Record<string, string>;
}

const GRACE_MS = 3_000;
/** Files in one process may take so many times as long as one of them. */
const TOGETHER = 3;

/** Runs it. A file that crashes, hangs, fails outside its tests or has none counts as one failure. */
export async function runFile(file: string, options: RunOptions): Promise<FileResult> {
  const { xml, ms, output, ...end } = await runDeno([file], options);
  const outcomes = parseJunit(xml);
  const trouble = troubleOf(end, outcomes, options);
  if (trouble !== null) outcomes.push({ name: `(the file itself) ${trouble}`, result: "failed" });
  return { file, outcomes, ms, output };
}

/**
 * Runs several files in one Deno, which saves its start for each. A test that fails has failed. If
 * anything goes wrong (a file fails, crashes, hangs or has no tests), each file without a failed test
 * runs again by itself, so that the result says which one it is. If it is none, that is a failure.
 */
export async function runTogether(
  files: readonly string[],
  options: RunOptions,
): Promise<FileResult[]> {
  const limit = { ...options, timeoutMs: options.timeoutMs * TOGETHER };
  const { xml, ms, output, ...end } = await runDeno(files, limit);
  const suites = parseSuites(xml);
  const isWhole = !end.late && end.code === 0;
  const results: FileResult[] = [];
  for (const file of files) {
    const outcomes = suites.get(file) ?? [];
    const shown = hasFailed(outcomes) || results.length === 0 ? output : ""; // figures are told once
    if (hasFailed(outcomes) || isWhole && outcomes.length > 0) {
      results.push({ file, outcomes, ms: ms / files.length, output: shown });
    } else results.push(await runFile(file, options));
  }
  const trouble = troubleOf(end, results.flatMap(({ outcomes }) => outcomes), limit);
  const [first] = results;
  if (trouble !== null && first !== undefined) {
    const name = `(with ${files.slice(1).join(", ")} in one process) ${trouble}`;
    first.outcomes.push({ name, result: "failed" });
    first.output = output;
  }
  return results;
}

/** How a run ended. */
interface End {
  code: number;
  /** It had to be ended. */
  late: boolean;
}

/** What one `deno test` came to. */
interface Run extends End {
  /** Its JUnit report; empty if it wrote none. */
  xml: string;
  ms: number;
  output: string;
}

async function runDeno(
  files: readonly string[],
  { timeoutMs, env = {} }: RunOptions,
): Promise<Run> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  const start = performance.now();
  try {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "test",
        "-A",
        "--no-check",
        "--lock=tests/deno.lock",
        `--junit-path=${report}`,
        ...files,
      ],
      env: { NO_COLOR: "1", ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const { late, done } = limited(child, timeoutMs);
    const { code, stdout, stderr } = await child.output();
    done();
    const text = new TextDecoder();
    const output = `${text.decode(stdout)}${text.decode(stderr)}`;
    const xml = await Deno.readTextFile(report);
    return { code, late: late(), xml, ms: performance.now() - start, output };
  } finally {
    await Deno.remove(report);
  }
}

/** Failures that no test of the report stands for. */
function troubleOf(
  { code, late }: End,
  outcomes: readonly Outcome[],
  { timeoutMs }: RunOptions,
): string | null {
  if (hasFailed(outcomes)) return null;
  if (late) return `did not end within ${timeoutMs / 1000} s`;
  if (code !== 0) return `failed outside its tests (exit code ${code})`;
  return outcomes.length === 0 ? "has no tests" : null;
}

function hasFailed(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ result }) => result === "failed");
}

/** Ends the child when its time is over: politely, so that it closes its browsers, then not. */
function limited(child: Deno.ChildProcess, timeoutMs: number) {
  let late = false;
  const timers = [
    setTimeout(() => {
      late = true;
      child.kill("SIGTERM");
      timers.push(setTimeout(() => child.kill("SIGKILL"), GRACE_MS));
    }, timeoutMs),
  ];
  return { late: () => late, done: () => timers.forEach(clearTimeout) };
}

// Runs one test file in a Deno of its own, so that nothing it does can hide another file's result.
import { type Outcome, parseJunit } from "./junit.ts";

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

/** Runs it. A file that crashes, hangs, fails outside its tests or has none counts as one failure. */
export async function runFile(file: string, options: RunOptions): Promise<FileResult> {
  const { timeoutMs, env = {} } = options;
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  const start = performance.now();
  try {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "test",
        "-A",
        "--no-check",
        `--junit-path=${report}`,
        file,
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
    const outcomes = parseJunit(await Deno.readTextFile(report));
    const trouble = late() ? `did not end within ${timeoutMs / 1000} s` : troubleOf(code, outcomes);
    if (trouble !== null) outcomes.push({ name: `(the file itself) ${trouble}`, result: "failed" });
    const output = `${text.decode(stdout)}${text.decode(stderr)}`;
    return { file, outcomes, ms: performance.now() - start, output };
  } finally {
    await Deno.remove(report);
  }
}

/** Failures that no test of the report stands for. */
function troubleOf(code: number, outcomes: readonly Outcome[]): string | null {
  if (code !== 0 && !outcomes.some(({ result }) => result === "failed")) {
    return `failed outside its tests (exit code ${code})`;
  }
  return code === 0 && outcomes.length === 0 ? "has no tests" : null;
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

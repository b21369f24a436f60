// Which test files run a second time, and what counts of their two runs.
import type { Plan } from "./files.ts";
import type { Outcome } from "./junit.ts";
import type { FileResult } from "./run_file.ts";

/** So many files may run again; if more have failed, the machine was not merely busy. */
export const SECOND_RUNS = 5;

/**
 * The failed files that run again: those with browsers or networks, whose results depend on how busy
 * the machine is. None if more than {@link SECOND_RUNS} of them have failed.
 */
export function filesToRunAgain(
  results: readonly Pick<FileResult, "file" | "outcomes" | "ms">[],
  { light, browser }: Pick<Plan, "light" | "browser">,
): string[] {
  const repeatable = new Set([...light, ...browser]);
  const failed = results.filter(({ file, outcomes, ms }) =>
    repeatable.has(file) && hasFailed(outcomes) && ms > 0 // without a browser nothing has run at all
  );
  return failed.length > SECOND_RUNS ? [] : failed.map(({ file }) => file);
}

/** What a file that ran twice comes to. */
export interface Merged {
  result: FileResult;
  /** The tests that failed at first and passed by themselves. */
  flaky: string[];
}

/**
 * Counts the second run only if everything that ran the first time has passed in it. Otherwise the
 * first result stands: two runs that fail differently have not passed either.
 */
export function mergeRuns(first: FileResult, second: FileResult): Merged {
  const passed = new Set(namesOf(second.outcomes, "passed"));
  const failedTests = namesOf(first.outcomes, "failed").filter((name) => !isOfWholeFile(name));
  const expected = [...namesOf(first.outcomes, "passed"), ...failedTests];
  const isWhole = !hasFailed(second.outcomes) && passed.size > 0 &&
    expected.every((name) => passed.has(name));
  if (!isWhole) return { result: first, flaky: [] };
  return { result: second, flaky: namesOf(first.outcomes, "failed") };
}

/** A failure that no test stands for, like a time limit: the second run has no outcome of its name. */
function isOfWholeFile(name: string): boolean {
  return name.startsWith("(the file itself) ");
}

function hasFailed(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ result }) => result === "failed");
}

function namesOf(outcomes: readonly Outcome[], wanted: Outcome["result"]): string[] {
  return outcomes.filter(({ result }) => result === wanted).map(({ name }) => name);
}

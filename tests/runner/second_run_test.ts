// The second run of a browser file must hide neither a failure nor that there was one.
import assert from "node:assert/strict";
import type { Outcome } from "./junit.ts";
import { filesToRunAgain, mergeRuns, SECOND_RUNS } from "./second_run.ts";

/** A file's result from words like "a passed". */
function resultOf(file: string, ...words: string[]) {
  const outcomes = words.map((word): Outcome => {
    const at = word.lastIndexOf(" ");
    return { name: word.slice(0, at), result: word.slice(at + 1) as Outcome["result"] };
  });
  return { file, outcomes, ms: 1, output: words.join() };
}

const failed = (file: string) => resultOf(file, "a passed", "b failed");

Deno.test("filesToRunAgain() takes failed files with browsers, and no other file", () => {
  const plan = { light: ["light", "fine"], browser: ["browser"] };
  const results = [
    failed("quick"),
    failed("light"),
    failed("browser"),
    resultOf("fine", "a passed"),
  ];
  assert.deepEqual(filesToRunAgain(results, plan), ["light", "browser"]);
  assert.deepEqual(filesToRunAgain([failed("quick")], plan), []);
  assert.deepEqual(filesToRunAgain([resultOf("light", "a passed", "b ignored")], plan), []);
  assert.deepEqual(filesToRunAgain([{ ...failed("light"), ms: 0 }], plan), [], "it has not run");
});

Deno.test("filesToRunAgain() takes at most five, and none of six", () => {
  const files = ["a", "b", "c", "d", "e", "f"];
  const plan = { light: files, browser: [] };
  assert.equal(SECOND_RUNS, 5);
  const most = files.slice(0, 5);
  assert.deepEqual(filesToRunAgain(most.map(failed), plan), most);
  assert.deepEqual(filesToRunAgain(files.map(failed), plan), []);
  const withQuick = [failed("quick"), ...most.map(failed)];
  assert.deepEqual(filesToRunAgain(withQuick, plan), most, "a quick file is none of them");
});

Deno.test("mergeRuns() counts a second run that has passed, and names what failed before it", () => {
  const again = resultOf("f", "a passed", "b passed", "c ignored");
  assert.deepEqual(mergeRuns(resultOf("f", "a passed", "b failed", "c ignored"), again), {
    result: again,
    flaky: ["b"],
  });
  const late = resultOf("f", "(the file itself) did not end within 420 s failed");
  assert.deepEqual(mergeRuns(late, again), {
    result: again,
    flaky: ["(the file itself) did not end within 420 s"],
  });
});

Deno.test("mergeRuns() lets the first result stand unless everything has passed the second time", () => {
  const first = resultOf("f", "a passed", "b failed");
  const seconds = [
    ["a passed", "b failed"],
    ["a failed", "b passed"], // another failure is none the less one
    ["a passed", "b ignored"],
    ["a passed"],
    ["b passed"],
    ["a passed", "b passed", "(the file itself) failed outside its tests (exit code 1) failed"],
    [],
  ];
  for (const words of seconds) {
    assert.deepEqual(mergeRuns(first, resultOf("f", ...words)), { result: first, flaky: [] });
  }
  const crashed = resultOf("f", "(the file itself) failed outside its tests (exit code 1) failed");
  const ignored = resultOf("f", "a ignored");
  assert.deepEqual(mergeRuns(crashed, ignored), { result: crashed, flaky: [] });
});

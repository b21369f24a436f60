// The log: where an error happened, and nothing of what a person typed.
import assert from "node:assert/strict";
import { ErrorLog, type LogLine } from "@/server/error_log.ts";

function startLog() {
  const lines: string[] = [];
  const time = { now: 1_000_000, steady: 0 };
  const clock = { now: () => time.now, steady: () => time.steady };
  const log = new ErrorLog((line) => lines.push(line), clock);
  return { lines, time, log, line: (n: number): LogLine => JSON.parse(lines[n] ?? "null") };
}

/** Errors that quote what a person typed, as they come from the engine or from libraries. */
function quotingErrors(canary: string): unknown[] {
  const thrown: unknown[] = [
    new Error(canary),
    new RangeError(`${canary}\n    at ${canary}`),
    canary,
  ];
  const tries = [
    () => JSON.parse(canary),
    () => decodeURIComponent(`%${canary}`),
    () => new URL(canary),
    () => structuredClone(() => canary),
    () => {
      throw new TypeError("x", { cause: new Error(canary) });
    },
  ];
  for (const attempt of tries) {
    try {
      attempt();
    } catch (error) {
      thrown.push(error);
    }
  }
  return thrown;
}

Deno.test("no word of a person comes into the log, however the error quotes it", () => {
  const { lines, log } = startLog();
  const errors = quotingErrors("CANARY-Айгүл");
  for (const error of errors) log.error(error, "room:join");
  assert.ok(errors.length >= 6);
  assert.equal(lines.length, errors.length);
  for (const line of lines) assert.ok(!line.includes("CANARY"), line);
});

Deno.test("a line says when, in what, which error and where", () => {
  const { log, line } = startLog();
  log.error(new RangeError("secret"), "chat:send");
  const { stack, ...rest } = line(0);
  assert.deepEqual(rest, { at: "1970-01-01T00:16:40.000Z", in: "chat:send", error: "RangeError" });
  assert.match(stack[0] ?? "", /server\/error_log_test\.ts:\d+:\d+/);
});

Deno.test("the same error is written once in ten seconds, and how often it came is told later", () => {
  const { lines, time, log, line } = startLog();
  for (let n = 0; n <= 1_000; n++) {
    if (n === 1_000) time.steady += 10_000;
    log.error(new Error("x"), "page");
    assert.equal(lines.length, n < 1_000 ? 1 : 2);
  }
  assert.equal(line(1).more, 999);
  assert.equal(log.count, 1_001);
});

Deno.test("a clock that is set back keeps no error out of the log", () => {
  const { lines, time, log, line } = startLog();
  log.error(new Error("x"), "page");
  time.now -= 900_000;
  time.steady += 10_000;
  log.error(new Error("x"), "page");
  assert.equal(lines.length, 2);
  assert.equal(line(1).at, "1970-01-01T00:01:40.000Z");
});

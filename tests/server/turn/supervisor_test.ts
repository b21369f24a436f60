// A program that ends is started again, later and later, and at once again after it ran well.
import assert from "node:assert/strict";
import { PAUSE_MS, type Running, Supervisor, WELL_MS } from "@/server/turn/supervisor.ts";

/** A supervisor whose programs end when the test says so. */
function world(problems: (string | null)[] = []) {
  let now = 0;
  const due: { at: number; action: () => void }[] = [];
  const ends: ((why: string) => void)[] = [];
  const killed: number[] = [];
  const lines: string[] = [];
  const supervisor = new Supervisor({
    start: () => {
      const problem = problems.shift() ?? null;
      if (problem !== null) return Promise.resolve(problem);
      const pid = ends.length;
      const { promise: ended, resolve } = Promise.withResolvers<string>();
      ends.push(resolve);
      const running: Running = { pid, ended, kill: () => (killed.push(pid), resolve("killed")) };
      return Promise.resolve(running);
    },
    after: (ms, action) => {
      const entry = { at: now + ms, action };
      due.push(entry);
      return () => void due.splice(due.indexOf(entry), 1);
    },
    steady: () => now,
    log: (line) => lines.push(line),
    onChange: () => {},
  });
  const settle = async () => {
    for (let n = 0; n < 10; n++) await Promise.resolve();
  };
  return {
    supervisor,
    killed,
    lines,
    due,
    starts: () => ends.length,
    end: async () => {
      ends.at(-1)?.("coturn has ended (SIGKILL).");
      await settle();
    },
    pass: async (ms: number) => {
      now += ms;
      for (const { action } of due.splice(0).filter(({ at }) => at <= now)) action();
      await settle();
    },
  };
}

Deno.test("each end in a row waits for twice as long, up to a bound", async () => {
  const { supervisor, lines, end, pass, starts } = world();
  assert.equal(await supervisor.begin(), null);
  const pauses = [1, 2, 4, 8, 16, 30, 30];
  for (const pause of pauses) {
    await end();
    assert.equal(supervisor.running, null);
    await pass(pause * 1_000);
    assert.ok(supervisor.running !== null, `${pause} s`);
  }
  assert.equal(supervisor.restarts, pauses.length);
  assert.equal(starts(), pauses.length + 1);
  assert.deepEqual(
    lines,
    pauses.map((pause) => `coturn has ended (SIGKILL). It is started again in ${pause} s.`),
  );
});

Deno.test("after a time that went well the first pause is short again", async () => {
  const { supervisor, lines, end, pass } = world();
  await supervisor.begin();
  await end();
  await pass(PAUSE_MS.first);
  await end();
  await pass(2 * PAUSE_MS.first);
  await pass(WELL_MS);
  await end();
  assert.match(lines.at(-1) ?? "", /again in 1 s\.$/);
});

Deno.test("what cannot start at first is told and not tried again; later it is tried on", async () => {
  const never = world(["TURN_PORT 3478 is taken."]);
  assert.equal(await never.supervisor.begin(), "TURN_PORT 3478 is taken.");
  assert.equal(never.due.length, 0);
  const later = world([null, "TURN_PORT 3478 is taken."]);
  await later.supervisor.begin();
  await later.end();
  await later.pass(1_000);
  assert.equal(later.supervisor.running, null);
  assert.equal(later.lines.at(-1), "TURN_PORT 3478 is taken. It is started again in 2 s.");
  await later.pass(2_000);
  assert.ok(later.supervisor.running !== null);
});

Deno.test("stopped, it ends what runs and starts nothing any more", async () => {
  const running = world();
  await running.supervisor.begin();
  await running.supervisor.stop();
  assert.deepEqual(running.killed, [0]);
  assert.deepEqual(running.due, []);
  assert.deepEqual(running.lines, []);
  const waiting = world();
  await waiting.supervisor.begin();
  await waiting.end();
  await waiting.supervisor.stop();
  assert.deepEqual(waiting.due, []);
});

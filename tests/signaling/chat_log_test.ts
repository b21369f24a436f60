// A room's chat as a value.
import assert from "node:assert/strict";
import { append, type ChatLog, emptyLog, since } from "@/signaling/chat_log.ts";
import { pick, seeded } from "../fakes/random.ts";

const AIGUL = { id: "a", name: "Айгүл" };

function say(log: ChatLog, id: string, text = `text of ${id}`) {
  return append(log, { saying: { kind: "text", id, text }, from: AIGUL, now: 5_000 });
}

function filled(history: number, ...ids: string[]): ChatLog {
  return ids.reduce((log, id) => say(log, id).log, emptyLog({ history, now: 1_000 }));
}

Deno.test("append() numbers lines without gaps, texts and happenings alike", () => {
  const first = say(emptyLog({ history: 9, now: 1_000 }), "x");
  const second = append(first.log, { saying: { kind: "joined" }, from: AIGUL, now: 5_001 });
  assert.deepEqual([first.line.seq, second.line.seq], [1_001, 1_002]);
  assert.deepEqual(first.line, {
    id: "x",
    seq: 1_001,
    at: 5_000,
    from: AIGUL,
    kind: "text",
    text: "text of x",
  });
  assert.deepEqual(second.line, {
    id: ".1002",
    seq: 1_002,
    at: 5_001,
    from: AIGUL,
    kind: "joined",
  });
});

Deno.test("a message that is sent again is answered with its line and not said again", () => {
  const log = filled(9, "x", "y");
  const again = say(log, "x", "other words");
  assert.equal(again.added, false);
  assert.equal(again.log, log);
  assert.deepEqual(again.line, log.lines[0]);
});

Deno.test("a message is known again although no words are kept", () => {
  const log = filled(0, "x", "y");
  assert.deepEqual(log.lines, []);
  assert.ok(!JSON.stringify(log).includes("text of"));
  const again = say(log, "x");
  assert.deepEqual([again.added, again.line.seq, again.log.last], [false, 1_001, 1_002]);
});

Deno.test("since() gives what is newer, everything at first, and everything of another log", () => {
  const log = filled(2, "x", "y", "z");
  assert.deepEqual(since(log).map(({ id }) => id), ["y", "z"]);
  assert.deepEqual(since(log, 1_002).map(({ id }) => id), ["z"]);
  assert.deepEqual(since(log, 1_003), []);
  assert.deepEqual(since(log, 99_999).map(({ id }) => id), ["y", "z"]);
});

Deno.test("the log of a restarted server goes on above the one that was lost", () => {
  const lost = filled(9, "x", "y", "z");
  const later = say(emptyLog({ history: 9, now: 2_000 }), "new").log;
  assert.deepEqual(since(later, lost.last).map(({ id }) => id), ["new"]);
});

Deno.test("a random chat has no gaps, no doubles, and never more lines than it may", () => {
  const random = seeded(5);
  const met = { again: 0, againWithoutLine: 0, trimmed: 0 };
  for (const history of [0, 1, 7, 200]) {
    let log = emptyLog({ history, now: 0 });
    const said = new Map<string, number>();
    for (let step = 0; step < 2_000; step++) {
      const fresh = random() < 0.6 || step === 0;
      const id = fresh ? `n${step}` : pick(random, [...said.keys()].slice(-30));
      const { log: next, line, added } = say(log, id);
      const known = said.get(id);
      assert.equal(added, known === undefined);
      assert.equal(line.seq, known ?? log.last + 1);
      assert.equal(next.last, added ? log.last + 1 : log.last);
      if (!added) met.again += 1;
      if (!added && !log.lines.some((kept) => kept.id === id)) met.againWithoutLine += 1;
      if (added && history > 0 && log.lines.length === history) met.trimmed += 1;
      said.set(id, line.seq);
      log = next;
      assert.ok(log.lines.length <= history && log.taken.length <= Math.max(history, 64));
      assert.deepEqual(
        log.lines.map(({ seq }) => seq),
        log.lines.map((_, rank) => log.last - log.lines.length + 1 + rank),
      );
    }
  }
  for (const [what, times] of Object.entries(met)) assert.ok(times > 0, `never met: ${what}`);
});

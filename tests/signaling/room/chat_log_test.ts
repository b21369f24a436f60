// A room's chat as a value.
import assert from "node:assert/strict";
import {
  append,
  type ChatLog,
  emptyLog,
  putBack,
  since,
  textOf,
} from "@/signaling/room/chat_log.ts";
import { pick, seeded } from "../../fakes/random.ts";

const AIGUL = { id: "a", name: "Айгүл" };

function say(log: ChatLog, id: string, text = `text of ${id}`) {
  return append(log, { saying: { kind: "text", id, text }, from: AIGUL, now: 5_000 });
}

function filled(history: number, ...ids: string[]): ChatLog {
  return ids.reduce((log, id) => say(log, id).log, emptyLog({ history, now: 1_000 }));
}

Deno.test("append() numbers lines without gaps, texts and system lines alike", () => {
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

const BEKTUR = { id: "b", name: "Бектур" };

function edit(log: ChatLog, id: string, target: string, text: string) {
  return append(log, { saying: { kind: "edited", id, target, text }, from: AIGUL, now: 6_000 });
}

function react(log: ChatLog, id: string, target: string, from = AIGUL, on = true) {
  const saying = { kind: "reacted", id, target, reaction: "heart", on } as const;
  return append(log, { saying, from, now: 6_000 });
}

function takeBack(log: ChatLog, id: string, target: string) {
  return append(log, { saying: { kind: "deleted", id, target }, from: AIGUL, now: 6_000 });
}

function idsOf(log: ChatLog): string[] {
  return log.lines.map(({ id }) => id);
}

Deno.test("edits, deletions and reactions are lines of their own, known again by their ids", () => {
  const log = filled(9, "x");
  const edited = edit(log, "e", "x", "better words");
  assert.equal(edited.line.seq, 1_002);
  const again = edit(edited.log, "e", "x", "better words");
  assert.deepEqual([again.added, again.line], [false, edited.line]);
  assert.deepEqual(since(edited.log, 1_001), [edited.line], "who was away learns of it");
});

Deno.test("of several edits of one text only the last is kept, and of one person's reactions", () => {
  let { log } = edit(filled(9, "x", "y"), "e1", "x", "1");
  log = edit(log, "e2", "x", "2").log;
  log = edit(log, "e3", "y", "3").log;
  log = react(log, "r1", "x").log;
  log = react(log, "r2", "x", BEKTUR).log;
  log = react(log, "r3", "x", AIGUL, false).log;
  assert.deepEqual(idsOf(log), ["x", "y", "e2", "e3", "r2", "r3"]);
});

Deno.test("the words of a text that was taken back are gone, and so is what was done to it", () => {
  let { log } = edit(filled(9, "x", "y"), "e1", "x", "secret");
  log = react(log, "r1", "x", BEKTUR).log;
  log = takeBack(log, "d", "x").log;
  assert.deepEqual(idsOf(log), ["y", "d"]);
  assert.ok(!JSON.stringify(log).includes("secret") && !JSON.stringify(log).includes("text of x"));
  assert.equal(textOf(log, "x"), undefined);
  assert.ok(textOf(log, "y"));
  const again = say(log, "x");
  assert.equal(again.added, false, "a late copy does not bring it back");
});

Deno.test("what was taken back cannot be put back after a restart", () => {
  const log = filled(9, "x");
  const [line] = log.lines;
  assert.ok(line);
  const { line: deletion } = takeBack(log, "d", "x");
  const restarted = putBack(emptyLog({ history: 9, now: 9_000 }), deletion);
  assert.ok(restarted);
  assert.equal(putBack(restarted, line), null);
});

Deno.test("reactions and edits push no text out of the history", () => {
  let log = filled(3, "x", "y", "z");
  for (let n = 0; n < 50; n++) log = react(log, `r${n}`, "y", { id: `p${n}`, name: "" }).log;
  assert.deepEqual(idsOf(log).slice(0, 3), ["x", "y", "z"]);
  assert.ok(log.lines.length <= 3 + 6, "and they are not kept without end themselves");
  log = say(log, "w").log;
  log = say(log, "v").log;
  assert.deepEqual(idsOf(log).filter((id) => id.startsWith("r")), [], "they go with their text");
});

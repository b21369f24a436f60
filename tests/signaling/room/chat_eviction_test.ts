// What one member can do to the chat of the others: nothing by ids, by floods, or by deleting.
import assert from "node:assert/strict";
import type { Author, ChatLine } from "@/protocol/shapes.ts";
import {
  append,
  type ChatLog,
  emptyLog,
  putBack,
  type Saying,
  since,
} from "@/signaling/room/chat_log.ts";
import { pick, seeded } from "../../fakes/random.ts";
import { startDirectory } from "../room_directory_kit.ts";

const AIGUL = { id: "a", name: "Айгүл" };
const BEKTUR = { id: "b", name: "Бектур" };

function saying(log: ChatLog, from: Author, saying: Saying): ChatLog {
  return append(log, { saying, from, now: 5_000 }).log;
}

const text = (id: string) => ({ kind: "text", id, text: `text of ${id}` }) as const;
const idsOf = (log: ChatLog) => log.lines.map(({ id }) => id);

Deno.test("an id that another member took first is still one's own", () => {
  const { connection } = startDirectory();
  const [bektur, aigul] = [connection(), connection()];
  bektur.join("ala", { name: "Бектур" });
  const { self } = aigul.join("ala");
  bektur.ask("chat:send", { id: "x", text: "taken" });
  const said = aigul.ask("chat:send", { id: "x", text: "hers" });
  assert.ok(typeof said === "object");
  assert.deepEqual([said.line.from.id, said.line.kind === "text" && said.line.text], [
    self,
    "hers",
  ]);
  assert.deepEqual(aigul.ask("chat:send", { id: "x", text: "hers" }), said);
  assert.ok(typeof bektur.ask("chat:delete", { id: "d", target: "x" }) === "object");
  const { log } = connection().join("ala");
  assert.deepEqual(
    log.flatMap((line) => line.kind === "text" ? [line.text] : []),
    ["hers"],
    "a deletion is of one's own line",
  );
});

Deno.test("nobody edits or deletes what another member wrote under the same id", () => {
  const { connection } = startDirectory();
  const [bektur, aigul] = [connection(), connection()];
  bektur.join("ala");
  aigul.join("ala");
  aigul.ask("chat:send", { id: "x", text: "hers" });
  assert.equal(bektur.ask("chat:edit", { id: "e", target: "x", text: "his" }), "no-such-line");
  assert.equal(bektur.ask("chat:delete", { id: "d", target: "x" }), "no-such-line");
});

Deno.test("sending and deleting without end flushes neither edits, reactions nor deletions of others", () => {
  let log = emptyLog({ history: 20, now: 1_000 });
  for (const id of ["x", "y"]) log = saying(log, AIGUL, text(id));
  log = saying(log, AIGUL, { kind: "edited", id: "e", target: "x", text: "better" });
  log = saying(log, AIGUL, { kind: "reacted", id: "r", target: "x", reaction: "heart", on: true });
  log = saying(log, AIGUL, { kind: "deleted", id: "d", target: "y" });
  for (let n = 0; n < 500; n++) {
    log = saying(log, BEKTUR, text(`n${n}`));
    log = saying(log, BEKTUR, { kind: "deleted", id: `d${n}`, target: `n${n}` });
  }
  for (const id of ["x", "e", "r", "d"]) assert.ok(idsOf(log).includes(id), id);
  for (let n = 0; n < 500; n++) {
    const like = { kind: "reacted", id: `l${n}`, target: "x", reaction: "laugh" } as const;
    log = saying(log, { id: `b${n}`, name: "" }, { ...like, on: true });
  }
  for (const id of ["x", "e", "d"]) assert.ok(idsOf(log).includes(id), id);
  assert.ok(log.lines.length <= 6 * 20);
});

Deno.test("a text that comes back after a restart is not one that its author took back", () => {
  let log = emptyLog({ history: 9, now: 1_000 });
  log = saying(log, AIGUL, text("x"));
  const [line] = log.lines;
  log = saying(log, AIGUL, { kind: "deleted", id: "d", target: "x" });
  const deletion = log.lines.at(-1);
  assert.ok(line && deletion);
  const theirs: ChatLine = { ...deletion, from: BEKTUR };
  const restarted = putBack(emptyLog({ history: 9, now: 9_000 }), theirs);
  assert.ok(restarted && putBack(restarted, line), "Бектур's deletion says nothing of it");
});

Deno.test("people who come and go take no place from what was said", () => {
  let log = emptyLog({ history: 20, now: 1_000 });
  for (let n = 0; n < 20; n++) log = saying(log, AIGUL, text(`x${n}`));
  for (let n = 0; n < 500; n++) {
    log = saying(log, BEKTUR, { kind: "joined" });
    log = saying(log, BEKTUR, { kind: "left" });
  }
  assert.equal(log.lines.filter(({ kind }) => kind === "text").length, 20);
  assert.equal(log.lines.length, 40);
});

/** Reads of kept lines while `count` lines of all kinds are added to a full log. */
function readsOf(history: number, count: number): number {
  const random = seeded(7);
  let reads = 0;
  const sign = (line: ChatLine) =>
    new Proxy(line, {
      get: (target, name) => {
        reads += 1;
        return Reflect.get(target, name);
      },
    });
  let log = emptyLog({ history, now: 1_000 });
  const add = (n: number) => {
    const target = `n${Math.max(0, n - 1 - Math.floor(random() * history))}`;
    const from = pick(random, [AIGUL, BEKTUR]);
    const all: Saying[] = [
      text(`n${n}`),
      { kind: "joined" },
      { kind: "edited", id: `e${n}`, target, text: "w" },
      { kind: "deleted", id: `d${n}`, target },
      {
        kind: "reacted",
        id: `r${n}`,
        target,
        reaction: pick(random, ["heart", "laugh"]),
        on: true,
      },
    ];
    for (const saying of all) log = append(log, { saying, from, now: 1, sign }).log;
  };
  for (let n = 0; n < 2 * history; n++) add(n);
  reads = 0;
  for (let n = 0; n < count; n++) add(2 * history + n);
  return reads / count;
}

Deno.test("a line costs the same in a log of a thousand lines as in one of ten", () => {
  const [short, long] = [readsOf(10, 300), readsOf(1_000, 300)];
  assert.ok(long < 2 * short + 20, `${short} reads, then ${long}`);
});

Deno.test("what is put back in any order costs no more than it does in order", () => {
  const lines = Array.from({ length: 600 }, (_, n): ChatLine => (
    { id: `l${n}`, seq: n + 1, at: 1, from: n % 2 ? AIGUL : BEKTUR, kind: "text", text: "x" }
  ));
  let reads = 0;
  const counted = lines.map((line) =>
    new Proxy(line, {
      get: (target, name) => {
        reads += 1;
        return Reflect.get(target, name);
      },
    })
  );
  let log = emptyLog({ history: 200, now: 10_000 });
  for (const line of [...counted].reverse()) log = putBack(log, line) ?? log;
  for (const line of counted) log = putBack(log, line) ?? log;
  assert.equal(since(log).length, 200);
  assert.equal(since(log)[0]?.id, "l400");
  assert.ok(reads < 60 * lines.length, `${reads / lines.length} reads a line`);
});

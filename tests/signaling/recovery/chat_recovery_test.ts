// Chat lines that a restarted server gets back: genuine ones, each once, at their own place.
import assert from "node:assert/strict";
import type { ChatLine, Joined } from "@/protocol/shapes.ts";
import { emptyLog, putBack, since } from "@/signaling/room/chat_log.ts";
import { type FakeClock, type FakeConnection, startDirectory } from "../room_directory_kit.ts";

/** Two people, four texts, and a restart; the second has missed the last text. */
function restart(settings = {}) {
  const before = startDirectory(settings);
  const [a, b] = [before.connection(), before.connection()];
  const one = a.join("ala", { name: "A" });
  const two = b.join("ala", { name: "B" });
  for (const id of ["x1", "x2", "x3"]) a.ask("chat:send", { id, text: id });
  const missed = b.take("chat:line");
  b.ask("chat:send", { id: "x4", text: "x4" });
  const heard = a.heard.flatMap(({ event, payload }) => event === "chat:line" ? [payload] : []);
  before.clock.pass(5_000);
  const after = startDirectory(settings, { clock: before.clock });
  return {
    ...after,
    one,
    two,
    linesOfA: [...one.log, ...heard],
    linesOfB: [...two.log, ...missed],
  };
}

function come(page: FakeConnection, { self, seat, state }: Joined, lines: ChatLine[]): Joined {
  const since = lines.at(-1)?.seq ?? 0;
  const name = state.members.find(({ id }) => id === self)?.name ?? ""; // another one would be told
  return page.join("ala", { name, seat, copy: state.copy, fresh: false, since });
}

const texts = (lines: readonly ChatLine[]) => lines.map((line) => line.id);

Deno.test("what members hand over is there for those who come later, as it was", () => {
  const { connection, one, linesOfA } = restart();
  const page = connection();
  assert.equal(come(page, one, linesOfA).wants, 300);
  assert.deepEqual(page.ask("chat:restore", { lines: linesOfA }), { taken: linesOfA.length });
  assert.deepEqual(page.ask("chat:restore", { lines: linesOfA }), { taken: 0 });
  const late = connection().join("ala");
  assert.deepEqual(late.log.slice(0, -1), linesOfA);
  assert.equal(late.log.at(-1)?.kind, "joined");
});

Deno.test("a line that only some had heard is put in for all, at its own place", () => {
  const { connection, one, two, linesOfA, linesOfB } = restart();
  const b = connection();
  come(b, two, linesOfB);
  b.ask("chat:restore", { lines: linesOfB });
  b.ask("chat:send", { id: "new", text: "new" });
  b.heard.length = 0;
  const a = connection();
  const joined = come(a, one, linesOfA);
  assert.deepEqual(texts(joined.log), [...texts(linesOfB), "new"], "all: something may be missing");
  a.ask("chat:restore", { lines: linesOfA.filter(({ id }) => !texts(joined.log).includes(id)) });
  assert.deepEqual(texts(b.take("chat:line")), ["x4"]);
  const { log } = connection().join("ala");
  assert.deepEqual(texts(log).slice(0, -1), [...texts(linesOfA), "new"]);
  assert.deepEqual(log.map(({ seq }) => seq), log.map(({ seq }) => seq).toSorted((x, y) => x - y));
});

/** The next run, to which this page comes, and what it says there; `joined` has the newest snapshot. */
function comeToNext(clock: FakeClock, page: Joined, ...ids: string[]) {
  clock.pass(300);
  const { connection } = startDirectory({}, { clock });
  const there = connection();
  const joined = come(there, page, []);
  const lines = ids.map((id) => {
    const said = there.ask("chat:send", { id, text: id });
    assert.ok(typeof said === "object");
    return said.line;
  });
  // So that there is a snapshot that is newer than the lines, whether the hand was up before or not.
  for (const up of [false, true]) there.ask("member:hand", { up });
  const state = there.take("room:state").at(-1) ?? joined.state;
  return { connection, joined: { ...joined, state }, lines };
}

Deno.test("lines of two runs that went on from snapshots of one all find their places", () => {
  const { connection, clock } = startDirectory();
  const [one, two] = [
    connection().join("ala", { name: "A" }),
    connection().join("ala", { name: "B" }),
  ];
  const ofA = comeToNext(clock, one, "a1", "a2", "a3");
  const ofB = comeToNext(clock, two, "b1", "b2", "b3");
  clock.pass(300);
  const next = startDirectory({}, { clock });
  for (const { joined, lines } of [ofA, ofB]) {
    const page = next.connection();
    come(page, joined, lines);
    assert.deepEqual(page.ask("chat:restore", { lines }), { taken: lines.length });
  }
  const texts = next.connection().join("ala").log.filter(({ kind }) => kind === "text");
  assert.deepEqual(texts, [...ofA.lines, ...ofB.lines]);
});

Deno.test("who heard higher numbers in other runs gets what was said here under lower ones", () => {
  const { connection, clock } = startDirectory();
  const [one, two] = [
    connection().join("ala", { name: "A" }),
    connection().join("ala", { name: "B" }),
  ];
  const once = comeToNext(clock, two, "b1");
  const again = comeToNext(clock, once.joined, "b2"); // of both A hears nothing
  const here = comeToNext(clock, one, "a1");
  const { log } = come(here.connection(), again.joined, again.lines);
  assert.ok(texts(log).includes("a1"));
});

Deno.test("who was away while a line was put in gets it, too", () => {
  const { connection, one, two, linesOfA, linesOfB } = restart();
  const b = connection();
  const joined = come(b, two, linesOfB);
  b.ask("chat:restore", { lines: linesOfB });
  b.ask("chat:send", { id: "new", text: "new" });
  const last = b.take("chat:line").at(-1)?.seq ?? 0;
  b.drop();
  const a = connection();
  come(a, one, linesOfA);
  a.ask("chat:restore", { lines: linesOfA });
  const again = connection().join("ala", { seat: joined.seat, fresh: false, since: last });
  assert.ok(texts(again.log).includes("x4"));
});

Deno.test("a text that was sent again before it was handed over stays where it is then, once", () => {
  const { connection, one, two, linesOfA, linesOfB } = restart();
  const b = connection();
  come(b, two, linesOfB);
  const reply = b.ask("chat:send", { id: "x4", text: "x4" }); // it had got no answer
  assert.ok(typeof reply === "object");
  const a = connection();
  come(a, one, linesOfA);
  a.ask("chat:restore", { lines: linesOfA });
  const { log } = connection().join("ala");
  assert.deepEqual(log.filter(({ id }) => id === "x4"), [reply.line]);
  assert.deepEqual(a.ask("chat:send", { id: "x1", text: "x1" }), {
    line: linesOfA.find(({ id }) => id === "x1"),
  });
});

Deno.test("lines that were never said, or said elsewhere, are not taken", () => {
  const { connection, one, linesOfA } = restart();
  const other = restart();
  const page = connection();
  come(page, one, linesOfA);
  const [line] = linesOfA.filter(({ kind }) => kind === "text");
  assert.ok(line?.kind === "text");
  const { mark: _mark, ...unmarked } = line;
  const forged: ChatLine[] = [
    { ...line, text: "something else" },
    { ...line, from: { ...line.from, name: "Somebody else" } },
    { ...line, seq: line.seq + 1 },
    { ...line, id: "y" },
    { ...line, at: 0 },
    { ...line, mark: "A".repeat(22) },
    unmarked,
  ];
  for (const wrong of forged) {
    assert.deepEqual(page.ask("chat:restore", { lines: [wrong] }), { taken: 0 });
  }
  const stranger = other.connection();
  stranger.join("too");
  assert.deepEqual(stranger.ask("chat:restore", { lines: [line] }), { taken: 0 });
});

Deno.test("lines of an earlier room of this name are not taken", () => {
  const old = startDirectory();
  const a = old.connection();
  a.join("ala");
  const said = a.ask("chat:send", { id: "old", text: "old" });
  assert.ok(typeof said === "object");
  a.ask("room:leave", { mayReturn: false });
  old.clock.pass(60_000);
  const newer = startDirectory({}, { clock: old.clock });
  const b = newer.connection();
  const joined = b.join("ala");
  const { connection } = startDirectory({}, { clock: old.clock });
  const c = connection();
  assert.equal(come(c, joined, joined.log).wants, 300);
  assert.deepEqual(c.ask("chat:restore", { lines: [said.line] }), { taken: 0 });
});

Deno.test("a server that did not restart wants no lines, and takes none", () => {
  const { connection } = startDirectory();
  const a = connection();
  const { wants } = a.join("ala");
  const said = a.ask("chat:send", { id: "x", text: "x" });
  assert.ok(typeof said === "object");
  assert.equal(wants, 0);
  assert.deepEqual(a.ask("chat:restore", { lines: [{ ...said.line, seq: 1 }] }), { taken: 0 });
});

Deno.test("putBack() keeps no more lines than the log does, and the newest of them", () => {
  let log = { ...emptyLog({ history: 3, now: 1_000 }), last: 1_000 };
  const line = (n: number): ChatLine => ({
    id: `l${n}`,
    seq: n,
    at: n,
    from: { id: "a", name: "A" },
    kind: "text",
    text: "x",
  });
  for (const n of [5, 3, 9, 1, 7, 5]) log = putBack(log, line(n)) ?? log;
  assert.deepEqual(log.lines.map(({ seq }) => seq), [5, 7, 9]);
  assert.equal(putBack(log, line(4)), null, "too old");
  assert.deepEqual(since(log, 9).length, 3, "somebody may lack some of them");
  assert.equal(putBack(emptyLog({ history: 0, now: 1_000 }), line(20)), null);
});

// What is handed over, and in which pieces.
import assert from "node:assert/strict";
import { giveBack, lacking, pieces } from "@/call/chat/history_restore.ts";
import { MAX_MESSAGE_BYTES, MAX_RESTORED, MAX_TEXT } from "@/protocol/limits.ts";
import type { ChatLine } from "@/protocol/shapes.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";

function line(n: number, text = "салам"): ChatLine {
  const from = { id: "a", name: "Айгүл" };
  return { id: `l${n}`, seq: n, at: n, from, mark: "m".repeat(22), kind: "text", text };
}

const LINES = Array.from({ length: 250 }, (_, n) => line(n + 1));

Deno.test("only what the server lacks is handed over, and no more than it wants", () => {
  assert.deepEqual(lacking(LINES, { log: [], wants: 0 }), []);
  assert.deepEqual(lacking(LINES, { log: [], wants: 3 }).map(({ seq }) => seq), [248, 249, 250]);
  const log = LINES.slice(240, 249);
  assert.deepEqual(lacking(LINES, { log, wants: 12 }).map(({ seq }) => seq), [239, 240, 250]);
  const { mark: _mark, ...unmarked } = line(9);
  assert.deepEqual(lacking([unmarked], { log: [], wants: 9 }), []);
});

Deno.test("pieces keep the order, lose nothing, and each fits into a message", () => {
  const long = Array.from({ length: 60 }, (_, n) => line(n, "ң".repeat(MAX_TEXT - n)));
  for (const lines of [LINES, long, [line(1)], []]) {
    const all = pieces(lines);
    assert.deepEqual(all.flat(), lines);
    for (const piece of all) {
      const bytes = new TextEncoder().encode(JSON.stringify(["chat:restore", { lines: piece }]));
      assert.ok(bytes.length < MAX_MESSAGE_BYTES, String(bytes.length));
      assert.ok(piece.length > 0 && piece.length <= MAX_RESTORED);
    }
  }
  assert.equal(pieces(LINES).length, 3);
});

Deno.test("a server that is asked too much at once gets every piece a moment later, unless it is lost", async () => {
  const clock = fakeClock();
  const all = pieces(LINES);
  const taken: ChatLine[] = [];
  let [asked, isHere] = [0, true];
  const send = (lines: ChatLine[]) => {
    if (++asked % 2 === 1) return Promise.resolve({ ok: false, error: "too-fast" } as const);
    taken.push(...lines);
    return Promise.resolve({ ok: true } as const);
  };
  const given = giveBack(all, { clock, send, isWanted: () => isHere });
  for (const _ of all) {
    await settled();
    clock.advance(1_500);
  }
  await given;
  assert.deepEqual(taken, LINES);
  const again = giveBack(all, { clock, send, isWanted: () => isHere });
  await settled();
  isHere = false;
  clock.advance(1_500);
  await again;
  assert.equal(asked, 2 * all.length + 1);
});

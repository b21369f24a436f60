// A long chat in blocks: every entry in its order, and what did not change is not drawn again.
import assert from "node:assert/strict";
import type { Entry } from "@/call/mod.ts";
import { BLOCK, blocksOf } from "@/components/chat/blocks.ts";

function entries(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: "message",
    id: `${index}`,
    from: { id: "a", name: "Асан" },
    at: index,
    text: `${index}`,
    edited: false,
    replyTo: null,
    reactions: [],
  }));
}

Deno.test("blocks hold all entries in their order, and none more than its share", () => {
  for (const count of [0, 1, BLOCK, BLOCK + 1, 2_000]) {
    const all = entries(count);
    const blocks = blocksOf(all);
    assert.deepEqual(blocks.flat(), all);
    assert.ok(blocks.every(({ length }) => length > 0 && length <= BLOCK));
  }
});

Deno.test("a new entry leaves all blocks but the last one as they are", () => {
  const all = entries(2_000 - 1);
  const before = blocksOf(all);
  const after = blocksOf([...all, ...entries(1)], before);
  const changed = after.filter((block, index) => block !== before[index]);
  assert.deepEqual(changed, [after.at(-1)]);
  assert.equal(blocksOf(all, before).every((block, index) => block === before[index]), true);
});

Deno.test("an entry that was changed changes its own block, and one taken out all that follow", () => {
  const all = entries(3 * BLOCK);
  const before = blocksOf(all);
  const changedIn = (entries: readonly Entry[]) =>
    blocksOf(entries, before).flatMap((block, index) => block === before[index] ? [] : [index]);
  assert.deepEqual(changedIn(all.with(BLOCK, entries(1)[0]!)), [1]);
  assert.deepEqual(changedIn(all.filter((_, index) => index !== BLOCK)), [1, 2]);
});

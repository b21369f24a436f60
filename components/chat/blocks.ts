// The chat in pieces, so that a new line leaves the pieces before it as they are. Pure.
import type { Entry } from "@/call/mod.ts";

/** So many entries make a block. */
export const BLOCK = 20;

/** Entries that follow each other. */
export type Block = readonly Entry[];

/** All entries in blocks. One that holds the same entries as in `before` is the same object. */
export function blocksOf(entries: readonly Entry[], before: readonly Block[] = []): Block[] {
  return Array.from({ length: Math.ceil(entries.length / BLOCK) }, (_, index) => {
    const block = entries.slice(index * BLOCK, (index + 1) * BLOCK);
    const old = before[index];
    const isSame = old?.length === block.length && block.every((entry, at) => entry === old[at]);
    return isSame ? old : block;
  });
}

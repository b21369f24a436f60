// Which chat lines a restarted server is given back, and how.
import { MAX_MESSAGE_BYTES, MAX_RESTORED } from "../../protocol/limits.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { Clock, Outcome } from "../ports.ts";
import { keyOf } from "./message_ids.ts";

/** A unit of a text takes at most three bytes; the rest is room for the envelope. */
const MAX_LETTERS = Math.floor(MAX_MESSAGE_BYTES / 3 * 0.9);
/** Pause where a page that has just come back asks too much at once, in milliseconds, and how often. */
const PAUSE_MS = 1_500;
const MOST_PAUSES = 10;

/** The newest `wants` lines of `known` without those that the server has: it would know its mark. */
export function lacking(
  known: readonly ChatLine[],
  { log, wants }: { log: readonly ChatLine[]; wants: number },
): ChatLine[] {
  if (wants === 0) return [];
  const there = new Set(log.map(keyOf));
  return known.slice(-wants).filter((line) => line.mark !== undefined && !there.has(keyOf(line)));
}

/** Lines in pieces that fit into a message each. */
export function pieces(lines: readonly ChatLine[]): ChatLine[][] {
  const all: ChatLine[][] = [];
  let room = 0;
  for (const line of lines) {
    const letters = JSON.stringify(line).length + 1;
    const last = all.at(-1);
    if (last === undefined || letters > room || last.length === MAX_RESTORED) {
      all.push([line]);
      room = MAX_LETTERS;
    } else last.push(line);
    room -= letters;
  }
  return all;
}

export interface GivingBack {
  clock: Pick<Clock, "after">;
  send(lines: ChatLine[]): Promise<Outcome<object>>;
  /** False once the server has been lost again: the next return begins anew. */
  isWanted(): boolean;
}

/** One piece after the other, until the server wants no more. */
export async function giveBack(
  all: readonly ChatLine[][],
  { clock, send, isWanted }: GivingBack,
): Promise<void> {
  let pauses = 0;
  for (const lines of all) {
    let outcome = await send(lines);
    while (!outcome.ok && outcome.error === "too-fast" && pauses++ < MOST_PAUSES) {
      await new Promise<void>((done) => clock.after(PAUSE_MS, done));
      if (!isWanted()) return;
      outcome = await send(lines);
    }
    if (!outcome.ok || !isWanted()) return;
  }
}

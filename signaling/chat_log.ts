// A room's chat as a value: the lines that are kept, and which ids were already taken.
import type { Author, ChatLine, SystemKind } from "../protocol/shapes.ts";

/** What a line says. `id` is made by the sender of a text, by the log for the others. */
export type Saying = { kind: "text"; id: string; text: string } | { kind: SystemKind };

/** A text's place in the log, without its words. */
interface Taken {
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly from: Author;
}

/** The newest lines of a room. */
export interface ChatLog {
  /** In order of `seq`, at most `history` of them. */
  readonly lines: readonly ChatLine[];
  /** `seq` of the newest line, kept or not. */
  readonly last: number;
  readonly history: number;
  /** The newest texts, known again when they are sent a second time. */
  readonly taken: readonly Taken[];
}

/** Texts that are known again even where no history is kept: more than one sender has in flight. */
const MIN_TAKEN = 64;

/**
 * A log without lines that keeps `history` of them (0 = none). Its numbers start above `now`
 * (milliseconds since 1970): whoever saw an earlier log of this room sees them go on upwards.
 */
export function emptyLog({ history, now }: { history: number; now: number }): ChatLog {
  return { lines: [], last: now, history, taken: [] };
}

/**
 * Adds a line. A text whose id is known is not added again: `line` is then the line as it stands in
 * the log and `added` is false, so a message that was sent twice is acknowledged alike and said once.
 */
export function append(
  log: ChatLog,
  { saying, from, now }: { saying: Saying; from: Author; now: number },
): { log: ChatLog; line: ChatLine; added: boolean } {
  if (saying.kind !== "text") {
    const seq = log.last + 1;
    // "." cannot stand in an id that a client makes, so nobody can take this one beforehand.
    const line: ChatLine = { id: `.${seq}`, seq, at: now, from, kind: saying.kind };
    return { log: withLine(log, line), line, added: true };
  }
  const { id, text } = saying;
  const known = log.taken.find((entry) => entry.id === id);
  if (known !== undefined) {
    const line = log.lines.find((kept) => kept.id === id) ?? { ...known, kind: "text", text };
    return { log, line, added: false };
  }
  const place: Taken = { id, seq: log.last + 1, at: now, from };
  const line: ChatLine = { ...place, kind: "text", text };
  const taken = [...log.taken, place].slice(-Math.max(log.history, MIN_TAKEN));
  return { log: { ...withLine(log, line), taken }, line, added: true };
}

/** The kept lines after `seq`; all of them without one, or if it is not a number of this log. */
export function since(log: ChatLog, seq: number = 0): ChatLine[] {
  return log.lines.filter((line) => line.seq > seq || seq > log.last);
}

function withLine(log: ChatLog, line: ChatLine): ChatLog {
  const lines = log.history === 0 ? [] : [...log.lines, line].slice(-log.history);
  return { ...log, lines, last: line.seq };
}

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
  /** Up to this `seq` lines were put in later: who read the log before may lack some of them. */
  readonly mended: number;
}

/** Texts that are known again even where no history is kept: more than one sender has in flight. */
const MIN_TAKEN = 64;

/**
 * A log without lines that keeps `history` of them (0 = none). Its numbers start above `now`
 * (milliseconds since 1970): whoever saw an earlier log of this room sees them go on upwards.
 */
export function emptyLog({ history, now }: { history: number; now: number }): ChatLog {
  return { lines: [], last: now, history, taken: [], mended: 0 };
}

/**
 * Adds a line. A text whose id is known is not added again: `line` is then the line as it stands in
 * the log and `added` is false, so a message that was sent twice is acknowledged alike and said once.
 */
export function append(
  log: ChatLog,
  { saying, from, now, sign = (line) => line }: {
    saying: Saying;
    from: Author;
    now: number;
    sign?: (line: ChatLine) => ChatLine;
  },
): { log: ChatLog; line: ChatLine; added: boolean } {
  if (saying.kind !== "text") {
    const seq = log.last + 1;
    // "." cannot stand in an id that a client makes, so nobody can take this one beforehand.
    const line = sign({ id: `.${seq}`, seq, at: now, from, kind: saying.kind });
    return { log: withLine(log, line), line, added: true };
  }
  const { id, text } = saying;
  const known = log.taken.find((entry) => entry.id === id);
  if (known !== undefined) {
    const line = log.lines.find((kept) => kept.id === id) ?? { ...known, kind: "text", text };
    return { log, line, added: false };
  }
  const place: Taken = { id, seq: log.last + 1, at: now, from };
  const line = sign({ ...place, kind: "text", text });
  const taken = withTaken(log, place);
  return { log: { ...withLine(log, line), taken }, line, added: true };
}

/**
 * Puts a line back that this log had before a restart, at its own place. Null if it is there
 * already or is too old to be kept.
 */
export function putBack(log: ChatLog, line: ChatLine): ChatLog | null {
  const { id, seq, at, from } = line;
  const known = log.lines.some((kept) => kept.seq === seq || kept.id === id) ||
    log.taken.some((entry) => entry.id === id);
  if (known) return null;
  const lines = [...log.lines, line].toSorted((a, b) => a.seq - b.seq);
  if (lines.length > log.history && lines[0] === line) return null;
  const taken = line.kind === "text" ? withTaken(log, { id, seq, at, from }) : log.taken;
  const last = Math.max(log.last, seq);
  return { ...log, lines: lines.slice(-log.history), last, taken, mended: last };
}

/**
 * The kept lines after `seq`; all of them without one, if it is not a number of this log, or if
 * older lines were put back since.
 */
export function since(log: ChatLog, seq: number = 0): ChatLine[] {
  const all = seq > log.last || seq <= log.mended;
  return log.lines.filter((line) => all || line.seq > seq);
}

function withTaken({ taken, history }: ChatLog, place: Taken): Taken[] {
  return [...taken, place].slice(-Math.max(history, MIN_TAKEN));
}

function withLine(log: ChatLog, line: ChatLine): ChatLog {
  const lines = log.history === 0 ? [] : [...log.lines, line].slice(-log.history);
  return { ...log, lines, last: line.seq };
}

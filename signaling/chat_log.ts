// A room's chat as a value: the lines that are kept, and which ids were already taken.
import type { Right } from "../protocol/roles.ts";
import {
  type Author,
  type ChatLine,
  type DeleteLine,
  type EditLine,
  isSaid,
  type ReactLine,
  type SaidLine,
  type SystemKind,
  type TextLine,
} from "../protocol/shapes.ts";

/** What the log itself adds to what is said. */
type Placed = "seq" | "at" | "from" | "mark";

/** What people say: its id is made by the sender. */
export type Said =
  | Omit<TextLine, Placed>
  | Omit<EditLine, Placed>
  | Omit<DeleteLine, Placed>
  | Omit<ReactLine, Placed>;

/** What a line says. `id` is made by the sender, by the log for what happened. */
export type Saying = Said | Happening;

/** What a system message says; see `SystemLine`. */
export interface Happening {
  kind: SystemKind;
  of?: Author;
  right?: Right;
}

/** A line's place in the log, without its words. */
interface Taken {
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly from: Author;
}

/** The newest lines of a room. */
export interface ChatLog {
  /** In order of `seq`, at most `history` texts and happenings, and what was done to these texts. */
  readonly lines: readonly ChatLine[];
  /** `seq` of the newest line, kept or not. */
  readonly last: number;
  readonly history: number;
  /** The newest lines that people made, known again when they are sent a second time. */
  readonly taken: readonly Taken[];
  /** Up to this `seq` lines were put in later: who read the log before may lack some of them. */
  readonly mended: number;
}

/** Lines that are known again even where no history is kept: more than one sender has in flight. */
const MIN_TAKEN = 64;
/** Edits and reactions kept for each line of the history. */
const NOTES_PER_LINE = 2;

/**
 * A log without lines that keeps `history` of them (0 = none). Its numbers start above `now`
 * (milliseconds since 1970): whoever saw an earlier log of this room sees them go on upwards.
 */
export function emptyLog({ history, now }: { history: number; now: number }): ChatLog {
  return { lines: [], last: now, history, taken: [], mended: 0 };
}

/**
 * Adds a line. One whose id is known is not added again: `line` is then the line as it stands in
 * the log and `added` is false, so what was sent twice is acknowledged alike and said once.
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
  const seq = log.last + 1;
  if (!("id" in saying)) {
    // "." cannot stand in an id that a client makes, so nobody can take this one beforehand.
    const line = sign({ id: `.${seq}`, seq, at: now, from, ...saying });
    return { log: withLine(log, line), line, added: true };
  }
  const known = log.taken.find((entry) => entry.id === saying.id);
  if (known !== undefined) {
    const line = log.lines.find((kept) => kept.id === saying.id) ?? { ...saying, ...known };
    return { log, line, added: false };
  }
  const place: Taken = { id: saying.id, seq, at: now, from };
  const line = sign({ ...saying, ...place });
  return { log: { ...withLine(log, line), taken: withTaken(log, place) }, line, added: true };
}

/** The text with this id that is still kept. */
export function textOf(log: ChatLog, id: string): TextLine | undefined {
  return log.lines.find((line): line is TextLine => line.kind === "text" && line.id === id);
}

/**
 * Puts a line back that this log had before a restart, at its own place. Null if it is there
 * already, is too old to be kept, or was taken back by its author.
 */
export function putBack(log: ChatLog, line: ChatLine): ChatLog | null {
  const { id, seq, at, from } = line;
  const known = log.lines.some((kept) => kept.seq === seq || kept.id === id) ||
    log.taken.some((entry) => entry.id === id);
  if (known || isTakenBack(log, id)) return null;
  const lines = trimmed([...log.lines, line].toSorted((a, b) => a.seq - b.seq), log.history);
  if (!lines.includes(line) && line.kind !== "deleted") return null;
  const taken = isSaid(line) ? withTaken(log, { id, seq, at, from }) : log.taken;
  const last = Math.max(log.last, seq);
  return { ...log, lines, last, taken, mended: last };
}

/** Lines that a log of this length may have, with what was done to them. */
export function capacityOf(history: number): number {
  return history * (1 + NOTES_PER_LINE);
}

/**
 * The kept lines after `seq`; all of them without one, if it is not a number of this log, or if
 * older lines were put back since.
 */
export function since(log: ChatLog, seq: number = 0): ChatLine[] {
  const all = seq > log.last || seq <= log.mended;
  return log.lines.filter((line) => all || line.seq > seq);
}

function isTakenBack({ lines }: ChatLog, id: string): boolean {
  return lines.some((line) => line.kind === "deleted" && line.target === id);
}

function withTaken({ taken, history }: ChatLog, place: Taken): Taken[] {
  return [...taken, place].slice(-Math.max(history, MIN_TAKEN));
}

function withLine(log: ChatLog, line: ChatLine): ChatLog {
  return { ...log, lines: trimmed([...log.lines, line], log.history), last: line.seq };
}

/** What is kept of lines in order: the newest, and of what was done to them what still holds. */
function trimmed(lines: readonly ChatLine[], history: number): ChatLine[] {
  if (history === 0) return [];
  const gone = new Set(lines.flatMap((line) => line.kind === "deleted" ? [line.target] : []));
  const main = lines.filter((line) => isMain(line) && !gone.has(line.id)).slice(-history);
  const kept = new Set(main.map(({ id }) => id));
  const notes = lines.filter((line, at) => {
    if (isMain(line)) return false;
    if (line.kind === "deleted") return true;
    return kept.has(line.target) && !lines.slice(at + 1).some((later) => replaces(later, line));
  }).slice(-history * NOTES_PER_LINE);
  const all = new Set<ChatLine>([...main, ...notes]);
  return lines.filter((line) => all.has(line));
}

/** A text or a happening: something that stands in the log by itself. */
function isMain(line: ChatLine): line is Exclude<ChatLine, EditLine | DeleteLine | ReactLine> {
  return line.kind === "text" || !isSaid(line);
}

/** Of several edits of one text, or reactions of one kind by one person, the last one holds. */
function replaces(later: ChatLine, line: Exclude<SaidLine, TextLine>): boolean {
  if (later.kind === "edited") return line.kind === "edited" && later.target === line.target;
  return later.kind === "reacted" && line.kind === "reacted" && later.target === line.target &&
    later.reaction === line.reaction && later.from.id === line.from.id;
}

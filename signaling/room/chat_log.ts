// A room's chat as a value: the lines that are kept, and which ids were already taken.
import type { Right } from "../../protocol/roles.ts";
import {
  type Author,
  type ChatLine,
  type DeleteLine,
  type EditLine,
  isSaid,
  type ReactLine,
  type SystemKind,
  type TextLine,
} from "../../protocol/shapes.ts";
import { ChatLines, keyOf } from "./chat_lines.ts";
import { LineSet } from "./line_set.ts";

export { capacityOf } from "./chat_lines.ts";

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

/** The lines themselves, which a log and those it was before have in common. */
interface Shared {
  readonly kept: ChatLines;
  readonly taken: LineSet<Taken>;
}

/**
 * The newest lines of a room. A log goes on from the one before and shares its lines, so that a
 * line costs the same in a long talk as in a short one: only the newest may be added to.
 */
export interface ChatLog {
  readonly history: number;
  /** `seq` of the newest line, kept or not. */
  readonly last: number;
  /** Up to this `seq` lines were put in later: who read the log before may lack some of them. */
  readonly mended: number;
  /** In order of `seq`: texts, happenings, and what was done to these texts. */
  readonly lines: readonly ChatLine[];
  /** The newest lines that people made, known again when their author sends them a second time. */
  readonly taken: readonly Taken[];
  /** For the functions of this file. */
  readonly shared: Shared;
}

/** Lines that are known again even where no history is kept: more than one sender has in flight. */
const MIN_TAKEN = 64;

/**
 * A log without lines that keeps `history` of them (0 = none). Its numbers start above `now`
 * (milliseconds since 1970): whoever saw an earlier log of this room sees them go on upwards.
 */
export function emptyLog({ history, now }: { history: number; now: number }): ChatLog {
  const taken = new LineSet<Taken>(Math.max(history, MIN_TAKEN), "of-most");
  return logOf({ history, last: now, mended: 0, shared: { kept: new ChatLines(history), taken } });
}

/** The same lines, from which numbers go on above `last`. */
export function goingOn(
  log: ChatLog,
  { last, mended = log.mended }: { last: number; mended?: number },
): ChatLog {
  return logOf({ history: log.history, last, mended, shared: log.shared });
}

function logOf({ shared, ...numbers }: Omit<ChatLog, "lines" | "taken">): ChatLog {
  return {
    ...numbers,
    shared,
    get lines() {
      return shared.kept.after(0);
    },
    get taken() {
      return [...shared.taken.values()];
    },
  };
}

/**
 * Adds a line. One whose id this author has sent before is not added again: `line` is then the line
 * as it stands in the log and `added` is false, so what was sent twice is acknowledged alike and
 * said once.
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
  const { kept, taken } = log.shared;
  const seq = log.last + 1;
  if (!("id" in saying)) {
    // "." cannot stand in an id that a client makes, so nobody can take this one beforehand.
    const line = sign({ id: `.${seq}`, seq, at: now, from, ...saying });
    kept.add(line);
    return { log: goingOn(log, { last: seq }), line, added: true };
  }
  const known = taken.get(keyOf(from.id, saying.id));
  if (known !== undefined) {
    const again: ChatLine = { ...saying, ...known };
    return { log, line: kept.find(again) ?? again, added: false };
  }
  const place: Taken = { id: saying.id, seq, at: now, from };
  const line = sign({ ...saying, ...place });
  kept.add(line);
  taken.add(keyOf(from.id, saying.id), place);
  return { log: goingOn(log, { last: seq }), line, added: true };
}

/** The text with this id that is still kept: this author's, or whoever's was first. */
export function textOf(log: ChatLog, id: string, author?: string): TextLine | undefined {
  return log.shared.kept.textOf(id, author);
}

/** Whether this author has sent a line with this id not long ago. */
export function isTaken(log: ChatLog, { id, author }: { id: string; author: string }): boolean {
  return log.shared.taken.get(keyOf(author, id)) !== undefined;
}

/**
 * Puts a line back that this log had before a restart, at its own place. Null if it is there
 * already, is too old to be kept, or was taken back by its author.
 */
export function putBack(log: ChatLog, line: ChatLine): ChatLog | null {
  const { kept, taken } = log.shared;
  const { id, seq, at, from } = line;
  if (kept.has(seq) || isTaken(log, { id, author: from.id })) return null;
  if (!kept.add(line)) return null;
  if (isSaid(line)) taken.add(keyOf(from.id, id), { id, seq, at, from });
  const last = Math.max(log.last, seq);
  return goingOn(log, { last, mended: last });
}

/**
 * The kept lines after `seq`; all of them without one, if it is not a number of this log, or if
 * older lines were put back since.
 */
export function since(log: ChatLog, seq: number = 0): ChatLine[] {
  const all = seq > log.last || seq <= log.mended;
  return log.shared.kept.after(all ? 0 : seq);
}

// A room's chat as a value: the kept lines, and the ids that their authors have used.
import type { Right } from "../../protocol/rights.ts";
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

/** Fields that the log adds to a line. */
type Placed = "seq" | "at" | "from" | "mark";

/** What a member says; the sender makes the id. */
export type Said =
  | Omit<TextLine, Placed>
  | Omit<EditLine, Placed>
  | Omit<DeleteLine, Placed>
  | Omit<ReactLine, Placed>;

/** What a line says. The sender makes its `id`; for a system line the log does. */
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

/** The lines themselves, which a log shares with its earlier values. */
interface Shared {
  readonly kept: ChatLines;
  readonly taken: LineSet<Taken>;
}

/**
 * The newest lines of a room. A log shares the lines of its earlier values, so that a line costs the
 * same in a long talk as in a short one. The caller must add to the newest value only.
 */
export interface ChatLog {
  readonly history: number;
  /** `seq` of the newest line, kept or not. */
  readonly last: number;
  /** Lines up to this `seq` may have been restored later: an earlier reader may lack some of them. */
  readonly mended: number;
  /** In order of `seq`: texts, system lines, and edits, reactions and deletions of these texts. */
  readonly lines: readonly ChatLine[];
  /** The newest lines of members, by which the log recognises a line that is sent twice. */
  readonly taken: readonly Taken[];
  /** For the functions of this file. */
  readonly shared: Shared;
}

/** Least number of them, even without a history: more than one sender has in flight. */
const MIN_TAKEN = 64;

/**
 * A log without lines that keeps `history` of them (0 = none). Its numbers start above `now`
 * (milliseconds since 1970), so that they exceed those of an earlier log of this room.
 */
export function emptyLog({ history, now }: { history: number; now: number }): ChatLog {
  const taken = new LineSet<Taken>(Math.max(history, MIN_TAKEN), "of-most");
  return logOf({ history, last: now, mended: 0, shared: { kept: new ChatLines(history), taken } });
}

/** The same log, which numbers further lines above `last`. */
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
 * Adds a line. If its author has used the id before, it adds nothing: `line` is then the line in the
 * log and `added` is false, so that a line sent twice is acknowledged twice and said once.
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
    // A client cannot make an id with ".", so nobody can have used this one.
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

/** The kept text with this id: this author's, or without an author the first one. */
export function textOf(log: ChatLog, id: string, author?: string): TextLine | undefined {
  return log.shared.kept.textOf(id, author);
}

/** Whether this author has used this id for one of the newest lines. */
export function isTaken(log: ChatLog, { id, author }: { id: string; author: string }): boolean {
  return log.shared.taken.get(keyOf(author, id)) !== undefined;
}

/**
 * Restores a line that this log had before a restart, at its own place. Null if the log has it, if it
 * is too old to keep, or if its author deleted it.
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
 * The kept lines after `seq`. All kept lines if there is no `seq`, if it is not a number of this log,
 * or if older lines were restored since.
 */
export function since(log: ChatLog, seq: number = 0): ChatLine[] {
  const all = seq > log.last || seq <= log.mended;
  return log.shared.kept.after(all ? 0 : seq);
}

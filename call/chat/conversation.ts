// The lines of a room as a conversation: texts with their last words, replies and reactions. Pure.
import type { Author, ChatLine, SystemLine, TextLine } from "../../protocol/shapes.ts";
import { isSaid } from "../../protocol/shapes.ts";
import { type Reaction, REACTIONS } from "../../protocol/reactions.ts";

/** A text as it stands now. */
export interface Message {
  kind: "message";
  id: string;
  from: Author;
  /** When it was said, in milliseconds since 1970. */
  at: number;
  /** Null when it was taken back. */
  text: string | null;
  edited: boolean;
  /** What it answers; `text` is null when that is gone. */
  replyTo: { id: string; name: string; text: string | null } | null;
  /** Who reacted how, in the order of the six reactions. */
  reactions: readonly { reaction: Reaction; by: readonly Author[] }[];
}

/** Something that happened. */
export interface Happening {
  kind: "happening";
  id: string;
  line: SystemLine;
}

export type Entry = Message | Happening;

/** What was done to one text. */
interface Notes {
  words: string | null;
  deleted: boolean;
  /** Reaction and author → that author, if it holds. */
  reactions: Map<string, { reaction: Reaction; by: Author; on: boolean }>;
}

/**
 * Entries in the order of the room. Lines may come in any order of kinds; their `seq` decides.
 * An entry that is as it was in `before` is the same object: whoever shows it need not do it again.
 */
export function conversation(
  lines: readonly ChatLine[],
  before: readonly Entry[] = [],
): readonly Entry[] {
  const notes = notesOf(lines);
  const texts = new Map(lines.flatMap((line) => line.kind === "text" ? [[line.id, line]] : []));
  const known = new Map(before.map((entry) => [entry.id, entry]));
  return lines.flatMap((line): Entry[] => {
    if (line.kind !== "text" && isSaid(line)) return [];
    const entry: Entry = line.kind === "text"
      ? messageOf(line, { notes, texts })
      : { kind: "happening", id: line.id, line };
    const old = known.get(line.id);
    return [old !== undefined && isSame(old, entry) ? old : entry];
  });
}

/** Whether both hold the same plain data. What came in one line is one object, and looked at once. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length &&
    names.every((name) => isSame(Reflect.get(a, name), Reflect.get(b, name)));
}

type Texts = ReadonlyMap<string, TextLine>;

function messageOf(
  { id, from, at, text, replyTo }: TextLine,
  { notes, texts }: { notes: ReadonlyMap<string, Notes>; texts: Texts },
): Message {
  const note = notes.get(id);
  const deleted = note?.deleted ?? false;
  return {
    kind: "message",
    id,
    from,
    at,
    text: deleted ? null : note?.words ?? text,
    edited: !deleted && (note?.words ?? null) !== null,
    replyTo: replyTo === undefined ? null : quote(replyTo, { notes, texts }),
    reactions: deleted ? [] : reactionsOf(note),
  };
}

function quote(
  id: string,
  { notes, texts }: { notes: ReadonlyMap<string, Notes>; texts: Texts },
): Message["replyTo"] {
  const line = texts.get(id);
  const note = notes.get(id);
  const gone = line === undefined || note?.deleted === true;
  return { id, name: line?.from.name ?? "", text: gone ? null : note?.words ?? line.text };
}

function reactionsOf(note: Notes | undefined): Message["reactions"] {
  const held = [...note?.reactions.values() ?? []].filter(({ on }) => on);
  return REACTIONS.flatMap((reaction) => {
    const by = held.filter((one) => one.reaction === reaction).map((one) => one.by);
    return by.length > 0 ? [{ reaction, by }] : [];
  });
}

function notesOf(lines: readonly ChatLine[]): Map<string, Notes> {
  const all = new Map<string, Notes>();
  const of = (id: string) => {
    const notes = all.get(id) ?? { words: null, deleted: false, reactions: new Map() };
    all.set(id, notes);
    return notes;
  };
  for (const line of lines) {
    switch (line.kind) {
      case "edited":
        of(line.target).words = line.text;
        break;
      case "deleted":
        of(line.target).deleted = true;
        break;
      case "reacted": {
        const { reaction, on, from } = line;
        of(line.target).reactions.set(`${reaction} ${from.id}`, { reaction, by: from, on });
        break;
      }
    }
  }
  return all;
}

/** Lines without the words of those that were taken back: nobody can hand them on any more. */
export function forgetDeleted(lines: readonly ChatLine[]): readonly ChatLine[] {
  const gone = new Set(lines.flatMap((line) => line.kind === "deleted" ? [line.target] : []));
  if (gone.size === 0) return lines;
  return lines.flatMap((line): ChatLine[] => {
    if (line.kind === "text" && gone.has(line.id)) {
      const { mark: _mark, ...rest } = line;
      return [{ ...rest, text: "" }];
    }
    return line.kind === "edited" && gone.has(line.target) ? [] : [line];
  });
}

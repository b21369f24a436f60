// Turns a room's lines into a conversation: messages with their edits, replies and reactions. Pure.
import type { Author, ChatLine, SaidLine, SystemLine, TextLine } from "../../protocol/shapes.ts";
import { keyOf, ownerOf } from "./message_ids.ts";
import { isSaid } from "../../protocol/shapes.ts";
import type { MessageWarning } from "./message_warnings.ts";
import type { ReadLine } from "./message_reader.ts";
import { type Reaction, REACTIONS } from "../../protocol/reactions.ts";

/** A message as it is now. */
export interface Message {
  kind: "message";
  id: string;
  from: Author;
  /** When it was sent, in milliseconds since 1970. */
  at: number;
  /** Null if it was deleted. */
  text: string | null;
  edited: boolean;
  /** The message that it answers; `text` is null if that is gone. */
  replyTo: { id: string; name: string; text: string | null } | null;
  /** Who reacted how, in the order of the six reactions. */
  reactions: readonly { reaction: Reaction; by: readonly Author[] }[];
  /** What the server did to it or to its edits; absent if nothing. */
  warnings?: readonly MessageWarning[];
}

/** A system line: somebody joined, left, was renamed. */
export interface SystemEntry {
  kind: "happening";
  id: string;
  line: SystemLine;
}

export type Entry = Message | SystemEntry;

/** Edits, deletion and reactions of one message. */
interface Notes {
  warnings: readonly MessageWarning[];
  words: string | null;
  deleted: boolean;
  /** By reaction and author; `on` is false if it was taken away. */
  reactions: Map<string, { reaction: Reaction; by: Author; on: boolean }>;
}

/**
 * Entries in the room's order. An entry that has not changed since `before` is the same object, so it
 * is not rendered again.
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

/** Whether both hold the same plain data. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length &&
    names.every((name) => isSame(Reflect.get(a, name), Reflect.get(b, name)));
}

function warningsOf(line: ReadLine): readonly MessageWarning[] {
  return line.warnings ?? [];
}

type Texts = ReadonlyMap<string, TextLine>;

function messageOf(
  line: TextLine,
  { notes, texts }: { notes: ReadonlyMap<string, Notes>; texts: Texts },
): Message {
  const { id, from, at, text, replyTo } = line;
  const note = notes.get(id);
  const deleted = note?.deleted ?? false;
  const warnings = new Set([...warningsOf(line), ...note?.warnings ?? []]);
  return {
    kind: "message",
    id,
    from,
    at,
    text: deleted ? null : note?.words ?? text,
    edited: !deleted && (note?.words ?? null) !== null,
    replyTo: replyTo === undefined ? null : quote(replyTo, { notes, texts }),
    reactions: deleted ? [] : reactionsOf(note),
    ...(warnings.size > 0 ? { warnings: [...warnings] } : {}),
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
  for (const line of lines) {
    if (line.kind !== "text" && isSaid(line)) takeNote(all, line);
  }
  return all;
}

/** With one of these a reaction does not count. */
const VOID: readonly MessageWarning[] = ["changed", "retargeted", "swapped"];

function takeNote(all: Map<string, Notes>, line: Exclude<SaidLine, TextLine>): void {
  const notes = all.get(line.target) ??
    { warnings: [], words: null, deleted: false, reactions: new Map() };
  all.set(line.target, notes);
  const warnings = warningsOf(line);
  if (warnings.length > 0) {
    const shown = line.kind === "reacted" ? ["reaction" as const] : warnings;
    notes.warnings = [...notes.warnings, ...shown];
  }
  switch (line.kind) {
    case "edited":
      if (!warnings.includes("swapped")) notes.words = line.text; // the later text stays
      break;
    case "deleted":
      notes.deleted = true;
      break;
    case "reacted": {
      if (warnings.some((warning) => VOID.includes(warning))) break;
      const { reaction, on, from } = line;
      notes.reactions.set(`${reaction} ${from.id}`, { reaction, by: from, on });
      break;
    }
    default:
      line satisfies never;
  }
}

/**
 * A conversation that grows: reads only lines that were appended and the messages that they change. All
 * lines are read again only if earlier ones have changed.
 */
export class Conversation {
  #lines: readonly ChatLine[] = [];
  #entries: readonly Entry[] = [];
  #notes = new Map<string, Notes>();
  #texts = new Map<string, TextLine>();
  /** Index of each entry, and ids of its replies. */
  #places = new Map<string, number>();
  #answers = new Map<string, string[]>();

  /** The entries of these lines; those that are as before are the same objects. */
  read(lines: readonly ChatLine[]): readonly Entry[] {
    const known = this.#lines;
    if (lines === known) return this.#entries;
    const grew = known.length > 0 && lines.length >= known.length &&
      known.every((line, at) => line === lines[at]);
    if (grew) this.#grow(lines.slice(known.length));
    else this.#begin(lines);
    this.#lines = lines;
    return this.#entries;
  }

  #begin(lines: readonly ChatLine[]): void {
    this.#entries = conversation(lines, this.#entries);
    this.#notes = notesOf(lines);
    this.#texts = new Map();
    this.#answers = new Map();
    for (const line of lines) this.#note(line);
    this.#places = new Map(this.#entries.map(({ id }, at) => [id, at]));
  }

  #grow(lines: readonly ChatLine[]): void {
    const entries = [...this.#entries];
    for (const line of lines) {
      this.#note(line);
      if (line.kind === "text" || !isSaid(line)) {
        this.#places.set(line.id, entries.length);
        entries.push(this.#entryOf(line));
      } else {
        takeNote(this.#notes, line);
        for (const id of [line.target, ...this.#answers.get(line.target) ?? []]) {
          const text = this.#texts.get(id);
          const place = this.#places.get(id);
          if (text !== undefined && place !== undefined) entries[place] = this.#entryOf(text);
        }
      }
    }
    this.#entries = entries;
  }

  #note(line: ChatLine): void {
    if (line.kind !== "text") return;
    this.#texts.set(line.id, line);
    if (line.replyTo === undefined) return;
    const answers = this.#answers.get(line.replyTo);
    if (answers === undefined) this.#answers.set(line.replyTo, [line.id]);
    else answers.push(line.id);
  }

  #entryOf(line: TextLine | SystemLine): Entry {
    return line.kind === "text"
      ? messageOf(line, { notes: this.#notes, texts: this.#texts })
      : { kind: "happening", id: line.id, line };
  }
}

/** Lines without the text of deleted messages, so that no copy of it goes back to a server. */
export function forgetDeleted(lines: readonly ChatLine[]): readonly ChatLine[] {
  const gone = new Set(
    lines.flatMap((line) =>
      line.kind === "deleted" ? [keyOf({ from: ownerOf(line), id: line.target })] : []
    ),
  );
  if (gone.size === 0) return lines;
  const rest = lines.flatMap((line): ChatLine[] => {
    if (line.kind === "text" && gone.has(keyOf(line)) && line.text !== "") {
      const { mark: _mark, ...rest } = line;
      return [{ ...rest, text: "" }];
    }
    return line.kind === "edited" && gone.has(keyOf({ ...line, id: line.target })) ? [] : [line];
  });
  const same = rest.length === lines.length && rest.every((line, at) => line === lines[at]);
  return same ? lines : rest;
}

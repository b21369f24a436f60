// The kept lines of a room's chat, indexed by kind and id: a line costs the same however many there are.
import type {
  ChatLine,
  DeleteLine,
  EditLine,
  ReactLine,
  SystemLine,
  TextLine,
} from "../../protocol/shapes.ts";
import { LineSet } from "./line_set.ts";
import { PlacedLines } from "./placed_lines.ts";

/** Reactions kept for each line of the history. */
const REACTIONS_PER_LINE = 2;

/** The key of a line: ids are unique for each author only. */
export function keyOf(author: string, id: string): string {
  return `${author} ${id}`;
}

/** Most lines that a log of this history holds: texts, system lines, edits, reactions and deletions. */
export function capacityOf(history: number): number {
  return history * (4 + REACTIONS_PER_LINE);
}

/**
 * Texts and system lines each have the whole history to themselves. Edits and reactions go with their
 * text. A member with many reactions or deletions pushes out their own ones and nobody else's.
 */
export class ChatLines {
  readonly #texts: LineSet<TextLine>;
  readonly #systemLines: LineSet<SystemLine>;
  readonly #edits: LineSet<EditLine>;
  readonly #reactions: LineSet<ReactLine>;
  readonly #deletions: LineSet<DeleteLine>;
  /** Keys of the texts with an id, and of the reactions to them. */
  readonly #named = new Map<string, { texts: Set<string>; reactions: Set<string> }>();
  readonly #places = new PlacedLines();

  constructor(history: number) {
    this.#texts = new LineSet(history);
    this.#systemLines = new LineSet(history);
    this.#edits = new LineSet(history);
    this.#reactions = new LineSet(history * REACTIONS_PER_LINE, "of-most");
    this.#deletions = new LineSet(history, "of-most");
  }

  /** Whether a line stands at this place. */
  has(seq: number): boolean {
    return this.#places.has(seq);
  }

  /** The text with this id: this author's, or without an author the first one. */
  textOf(id: string, author?: string): TextLine | undefined {
    if (author !== undefined) return this.#texts.get(keyOf(author, id));
    for (const key of this.#named.get(id)?.texts ?? []) return this.#texts.get(key);
    return undefined;
  }

  /** The kept line with the same id and target. */
  find(line: ChatLine): ChatLine | undefined {
    const known = this.#samePlace(line);
    return known?.id === line.id ? known : undefined;
  }

  /** Whether the author, or a host, deleted the text with this id. */
  isTakenBack(author: string, id: string): boolean {
    return this.#deletions.get(keyOf(author, id)) !== undefined;
  }

  /** All lines after this place, in order of `seq`. */
  after(seq: number): ChatLine[] {
    return this.#places.after(seq);
  }

  /** Keeps a line, unless a later line has made it void; returns whether it did. */
  add(line: ChatLine): boolean {
    switch (line.kind) {
      case "text":
        return this.#addText(line);
      case "edited":
        if (this.textOf(line.target, line.from.id) === undefined) return false;
        return this.#replace(this.#edits, { key: keyOf(line.from.id, line.target), line });
      case "reacted":
        return this.#addReaction(line);
      case "deleted":
        this.#dropText(keyOf(authorOf(line), line.target));
        return this.#replace(this.#deletions, { key: keyOf(authorOf(line), line.target), line });
      default:
        return this.#replace(this.#systemLines, { key: line.id, line });
    }
  }

  #samePlace(line: ChatLine): ChatLine | undefined {
    switch (line.kind) {
      case "text":
        return this.#texts.get(keyOf(line.from.id, line.id));
      case "edited":
        return this.#edits.get(keyOf(line.from.id, line.target));
      case "deleted":
        return this.#deletions.get(keyOf(authorOf(line), line.target));
      case "reacted":
        return this.#reactions.get(reactionKey(line));
      default:
        return this.#systemLines.get(line.id);
    }
  }

  #addText(line: TextLine): boolean {
    const key = keyOf(line.from.id, line.id);
    if (this.isTakenBack(line.from.id, line.id) || this.#texts.get(key)) return false;
    const evicted = this.#texts.add(key, line);
    if (evicted?.[1] === line) return false;
    this.#places.add(line);
    const named = this.#named.get(line.id) ?? { texts: new Set(), reactions: new Set() };
    named.texts.add(key);
    this.#named.set(line.id, named);
    if (evicted !== null) this.#forget(evicted);
    return true;
  }

  #addReaction(line: ReactLine): boolean {
    const named = this.#named.get(line.target);
    if (named === undefined) return false;
    const key = reactionKey(line);
    const isKept = this.#replace(this.#reactions, { key, line });
    if (isKept) named.reactions.add(key);
    return isKept;
  }

  /** Of two lines about the same thing, the later one counts. */
  #replace<L extends ChatLine>(
    set: LineSet<L>,
    { key, line }: { key: string; line: L },
  ): boolean {
    const before = set.get(key);
    if (before !== undefined && before.seq > line.seq) return false;
    if (before !== undefined) this.#places.delete(before.seq);
    set.delete(key);
    const evicted = set.add(key, line);
    if (evicted?.[1] === line) return false;
    this.#places.add(line);
    if (evicted !== null) this.#freeReaction(evicted);
    return true;
  }

  #freeReaction([key, line]: [string, ChatLine]): void {
    this.#places.delete(line.seq);
    if (line.kind === "reacted") this.#named.get(line.target)?.reactions.delete(key);
  }

  #dropText(key: string): void {
    const line = this.#texts.delete(key);
    if (line !== undefined) this.#forget([key, line]);
  }

  /** Forgets a text with its edits and reactions. */
  #forget([key, { id, seq }]: [string, TextLine]): void {
    this.#places.delete(seq);
    const edit = this.#edits.delete(key);
    if (edit !== undefined) this.#places.delete(edit.seq);
    const named = this.#named.get(id);
    named?.texts.delete(key);
    if (named === undefined || named.texts.size > 0) return;
    this.#named.delete(id);
    for (const reaction of named.reactions) {
      const line = this.#reactions.delete(reaction);
      if (line !== undefined) this.#places.delete(line.seq);
    }
  }
}

function reactionKey({ target, reaction, from }: ReactLine): string {
  return `${target} ${reaction} ${from.id}`;
}

/** Whose text the line deletes: its own author's, or another member's (by a host). */
function authorOf({ of, from }: DeleteLine): string {
  return (of ?? from).id;
}

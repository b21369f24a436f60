// Ids of lines belong to their authors: two members' lines with one id are two lines, shown as two.
import type { Author, ChatLine } from "../../protocol/shapes.ts";

/** What tells a line from all others. */
export function keyOf({ id, from }: Pick<ChatLine, "id" | "from">): string {
  return `${from.id} ${id}`;
}

/** Whose text a line is, or is about: hosts take those of others away, all else is about one's own. */
export function ownerOf(line: ChatLine): Author {
  return line.kind === "deleted" ? line.of ?? line.from : line.from;
}

/** The id as the server knows it, of one that is shown. */
export function plainId(id: string): string {
  return id.split(" ", 1)[0] ?? id; // clients' ids have no spaces
}

/** Remembers whose text was first under each id; whoever uses it later gets one of their own here. */
export class MessageIds {
  readonly #firsts = new Map<string, { author: string; seq: number }>();
  readonly #renamed = new WeakMap<ChatLine, ChatLine>();

  note({ kind, id, seq, from }: ChatLine): void {
    const first = this.#firsts.get(id);
    if (kind !== "text" || (first !== undefined && first.seq <= seq)) return;
    this.#firsts.set(id, { author: from.id, seq });
  }

  /** The line as it is shown; edits are of their author's text, deletions also of another's. */
  shown<L extends ChatLine>(line: L): ChatLine {
    const id = idOf(line);
    const first = id === null ? undefined : this.#firsts.get(id);
    const { id: owner } = ownerOf(line);
    if (first === undefined || first.author === owner) return line;
    const known = this.#renamed.get(line) ?? renamed(line, `${id} ${owner}`);
    this.#renamed.set(line, known);
    return known;
  }

  clear(): void {
    this.#firsts.clear();
  }
}

/** Id of the text of its author's own that a line is, or is about. */
function idOf(line: ChatLine): string | null {
  if (line.kind === "text") return line.id;
  return line.kind === "edited" || line.kind === "deleted" ? line.target : null;
}

function renamed(line: ChatLine, id: string): ChatLine {
  if (line.kind === "text") return { ...line, id };
  return line.kind === "edited" || line.kind === "deleted" ? { ...line, target: id } : line;
}

// Ids of lines belong to their authors: two members' lines with one id are two lines, shown as two.
import type { ChatLine } from "../../protocol/shapes.ts";

/** What tells a line from all others. */
export function keyOf({ id, from }: Pick<ChatLine, "id" | "from">): string {
  return `${from.id} ${id}`;
}

/** The id as the server knows it, of one that is shown. */
export function plainId(id: string): string {
  return id.split(" ", 1)[0] ?? id; // clients' ids have no spaces
}

/** Remembers whose text was first under each id; whoever uses it later gets one of their own here. */
export class Owners {
  readonly #firsts = new Map<string, { author: string; seq: number }>();
  readonly #renamed = new WeakMap<ChatLine, ChatLine>();

  note({ kind, id, seq, from }: ChatLine): void {
    const first = this.#firsts.get(id);
    if (kind !== "text" || (first !== undefined && first.seq <= seq)) return;
    this.#firsts.set(id, { author: from.id, seq });
  }

  /** The line as it is shown; edits and deletions are of their author's text. */
  shown<L extends ChatLine>(line: L): ChatLine {
    const id = idOf(line);
    const first = id === null ? undefined : this.#firsts.get(id);
    if (first === undefined || first.author === line.from.id) return line;
    const known = this.#renamed.get(line) ?? renamed(line, `${id} ${line.from.id}`);
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

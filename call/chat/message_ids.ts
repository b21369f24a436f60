// Ids belong to their authors: lines of two members with the same id are two lines.
import type { Author, ChatLine } from "../../protocol/shapes.ts";

/** Unique among all lines. */
export function keyOf({ id, from }: Pick<ChatLine, "id" | "from">): string {
  return `${from.id} ${id}`;
}

/** The author of the message that a line is or changes: only hosts delete those of others. */
export function ownerOf(line: ChatLine): Author {
  return line.kind === "deleted" ? line.of ?? line.from : line.from;
}

/** The server's id of a shown message. */
export function plainId(id: string): string {
  return id.split(" ", 1)[0] ?? id; // clients' ids have no spaces
}

/** Remembers who used each id first; later messages with the same id get another one on this page. */
export class MessageIds {
  readonly #firsts = new Map<string, { author: string; seq: number }>();
  readonly #renamed = new WeakMap<ChatLine, ChatLine>();

  note({ kind, id, seq, from }: ChatLine): void {
    const first = this.#firsts.get(id);
    if (kind !== "text" || (first !== undefined && first.seq <= seq)) return;
    this.#firsts.set(id, { author: from.id, seq });
  }

  /** The line with the id under which it is shown. */
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

/** Id of the message that a line is or changes. */
function idOf(line: ChatLine): string | null {
  if (line.kind === "text") return line.id;
  return line.kind === "edited" || line.kind === "deleted" ? line.target : null;
}

function renamed(line: ChatLine, id: string): ChatLine {
  if (line.kind === "text") return { ...line, id };
  return line.kind === "edited" || line.kind === "deleted" ? { ...line, target: id } : line;
}

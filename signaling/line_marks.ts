// The server's mark under a chat line: whoever kept the line can prove that it was said.
import type { ChatLine } from "../protocol/shapes.ts";
import type { Seals } from "./seals.ts";

/** The line with its mark, as it is told in this room. */
export function marked(seals: Seals, room: string, line: ChatLine): ChatLine {
  return { ...line, mark: seals.mark("line", textOf(room, line)) };
}

/** Whether exactly this was told in this room by a server with our secret. */
export function isGenuine(seals: Seals, room: string, line: ChatLine): boolean {
  return seals.isMine("line", { mark: line.mark ?? "", text: textOf(room, line) });
}

function textOf(room: string, line: ChatLine): string {
  const { id, seq, at, from, kind } = line;
  const words = "seal" in line ? [...wordsOf(line), line.seal] : wordsOf(line);
  return JSON.stringify([room, id, seq, at, from.id, from.name, kind, ...words]);
}

/** Everything that a line says, by its kind. */
function wordsOf(line: ChatLine): unknown[] {
  switch (line.kind) {
    case "text":
      return [line.text, line.replyTo ?? null];
    case "edited":
      return [line.target, line.text];
    case "deleted":
      return [line.target];
    case "reacted":
      return [line.target, line.reaction, line.on];
    default:
      return line.of || line.right ? [line.of?.id, line.of?.name, line.right] : [];
  }
}

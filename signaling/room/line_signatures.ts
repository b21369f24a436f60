// The server's signature of a chat line, by which anybody who kept the line can prove that it was said.
import type { ChatLine } from "../../protocol/shapes.ts";
import type { ServerCrypto } from "../server_crypto.ts";

/** Where a line was said: its signature is void in another room and in another call of this one. */
export interface Where {
  room: string;
  call: number;
}

/** The line with its signature. */
export function signed(crypto: ServerCrypto, where: Where, line: ChatLine): ChatLine {
  return { ...line, mark: crypto.sign("line", textOf(where, line)) };
}

/** Whether a server with our secret signed exactly this line there. */
export function isGenuine(crypto: ServerCrypto, where: Where, line: ChatLine): boolean {
  return crypto.isSigned("line", { mark: line.mark ?? "", text: textOf(where, line) });
}

function textOf({ room, call }: Where, line: ChatLine): string {
  const { id, seq, at, from, kind } = line;
  const words = "seal" in line ? [...wordsOf(line), line.seal] : wordsOf(line);
  return JSON.stringify([room, call, id, seq, at, from.id, from.name, kind, ...words]);
}

/** Everything that a line says, by its kind. */
function wordsOf(line: ChatLine): unknown[] {
  switch (line.kind) {
    case "text":
      return [line.text, line.replyTo ?? null];
    case "edited":
      return [line.target, line.text];
    case "deleted":
      return line.of === undefined ? [line.target] : [line.target, line.of.id, line.of.name];
    case "reacted":
      return [line.target, line.reaction, line.on];
    default:
      return line.of || line.right ? [line.of?.id, line.of?.name, line.right] : [];
  }
}

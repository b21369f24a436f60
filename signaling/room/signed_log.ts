// A room's chat with the server's signatures: how a line is added, and how a lost one is put back.
import type { Author, ChatLine } from "../../protocol/shapes.ts";
import { numberAbove } from "../recovery/call_records.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import { append, type ChatLog, goingOn, putBack, type Saying } from "./chat_log.ts";
import { isGenuine, signed } from "./line_signatures.ts";
import type { RoomValues } from "./room_values.ts";

type Values = Pick<RoomValues, "room" | "call" | "log" | "base">;

/** Adds a line that the server signs for this room and call; see `append`. */
export function appendSigned(
  { room, call, log }: Values,
  { saying, from, now, crypto }: {
    saying: Saying;
    from: Author;
    now: number;
    crypto: ServerCrypto;
  },
): { log: ChatLog; line: ChatLine; added: boolean } {
  const sign = (line: ChatLine) => signed(crypto, { room: room.name, call }, line);
  return append(log, { saying, from, now, sign });
}

/** Puts a line back that was said in this call before a restart; null unless genuine and missing. */
export function restoreSigned(
  { room, call, log, base }: Values,
  line: ChatLine,
  { now, crypto }: { now: number; crypto: ServerCrypto },
): ChatLog | null {
  if (base === null || !isGenuine(crypto, { room: room.name, call }, line)) return null;
  const isAhead = line.seq > log.last;
  const restored = putBack(log, line);
  if (restored === null || !isAhead) return restored;
  // More lines of that run may follow: what is said meanwhile takes none of their places.
  const last = numberAbove(line.seq, now);
  return goingOn(restored, { last, mended: last });
}

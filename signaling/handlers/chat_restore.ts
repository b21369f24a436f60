// chat:restore: a member hands lines over that a restarted server has lost.
import type { ChatLine } from "../../protocol/shapes.ts";
import { numberAbove } from "../recovery/call_records.ts";
import { goingOn, putBack } from "../room/chat_log.ts";
import { isGenuine } from "../room/line_signatures.ts";
import type { OpenRoom } from "../room/connection.ts";
import type { Handler, HandlerContext } from "./handler.ts";

/** Takes those that are genuine and missing, and tells them to the others. */
export const chatRestore: Handler<"chat:restore"> = (asking, { lines }) => {
  const { membership: place } = asking.sender;
  if (place === null) return "not-in-room";
  return { taken: lines.filter((line) => retell(asking, { open: place.open, line })).length };
};

/** Puts a line back that was said in this call before a restart; whether it was genuine and missing. */
function retell(
  { directory, sender: except }: HandlerContext,
  { open, line }: { open: OpenRoom; line: ChatLine },
): boolean {
  if (open.base === null) return false;
  if (!isGenuine(directory.crypto, { room: open.room.name, call: open.call }, line)) return false;
  const isAhead = line.seq > open.log.last;
  const log = putBack(open.log, line);
  if (log === null) return false;
  // More lines of that run may follow: what is said meanwhile takes none of their places.
  const last = isAhead ? numberAbove(line.seq, directory.now()) : log.last;
  open.log = isAhead ? goingOn(log, { last, mended: last }) : log;
  directory.tell(open, { event: "chat:line", payload: line, except });
  return true;
}

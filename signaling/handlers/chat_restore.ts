// chat:restore: a member hands lines over that a restarted server has lost.
import type { ChatLine } from "../../protocol/shapes.ts";
import { numberAbove } from "../calls.ts";
import { goingOn, putBack } from "../chat_log.ts";
import { isGenuine } from "../line_marks.ts";
import type { OpenRoom } from "../visitor.ts";
import type { Asking, Handler } from "./handler.ts";

/** Takes those that are genuine and missing, and tells them to the others. */
export const chatRestore: Handler<"chat:restore"> = (asking, { lines }) => {
  const { place } = asking.sender;
  if (place === null) return "not-in-room";
  return { taken: lines.filter((line) => retell(asking, { open: place.open, line })).length };
};

/** Puts a line back that was said in this call before a restart; whether it was genuine and missing. */
function retell(
  { hub, sender: except }: Asking,
  { open, line }: { open: OpenRoom; line: ChatLine },
): boolean {
  if (open.base === null) return false;
  if (!isGenuine(hub.seals, { room: open.room.name, call: open.call }, line)) return false;
  const isAhead = line.seq > open.log.last;
  const log = putBack(open.log, line);
  if (log === null) return false;
  // More lines of that run may follow: what is said meanwhile takes none of their places.
  const last = isAhead ? numberAbove(line.seq, hub.now()) : log.last;
  open.log = isAhead ? goingOn(log, { last, mended: last }) : log;
  hub.tell(open, { event: "chat:line", payload: line, except });
  return true;
}

// Why what was typed names no room. Pure.
import { MAX_ROOM } from "@/protocol/limits.ts";

/** Ends of the keys `home.error.…`. */
export type RoomProblem = "empty" | "link" | "long" | "invalid";

/** What to tell somebody whose input `readRoomLink()` refused. */
export function roomProblem(typed: string): RoomProblem {
  const text = typed.trim();
  if (text === "") return "empty";
  if (/:\/\//.test(text)) return "link";
  return text.length > MAX_ROOM ? "long" : "invalid";
}

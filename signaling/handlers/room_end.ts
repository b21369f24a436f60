// room:end: a host ends the call for everybody.
import { endRoom } from "../room/end_room.ts";
import { hostContextOf } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** The host goes home as well. */
export const roomEnd: Handler<"room:end"> = (asking) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { open, access, from: by } = host;
  endRoom(asking.directory, { open, access, by });
  return {};
};

// room:end: a host ends the call for everybody.
import type { HostHandler } from "./handler.ts";

/** The host's own call ends as well. */
export const roomEnd: HostHandler<"room:end"> = ({ room, from }) => {
  room.end(from);
  return {};
};

// media:subscribe: a page wants to receive the others from the SFU.
import type { MemberHandler } from "./handler.ts";

export const mediaSubscribe: MemberHandler<"media:subscribe"> = (
  { directory, room, me },
  payload,
) => directory.sfuRooms?.subscribe(room, me, payload) ?? "not-allowed";

// member:record: somebody begins to record the call, or ends it.
import { hasRight } from "../room/room_access.ts";
import { setRecording } from "../room/room.ts";
import type { MemberHandler } from "./handler.ts";

/** Tells the room. Whoever may not record can still end what they record. */
export const memberRecord: MemberHandler<"member:record"> = ({ directory, room, me }, { on }) => {
  const { id, role, rights } = me;
  if (on && !hasRight(room.access, { role, rights, right: "record" })) return "not-allowed";
  room.update((before) => setRecording(before, { id, now: on ? directory.now() : null }));
  return {};
};

// room:password: a host sets the room's password, or takes it away.
import { changed } from "../room/room_access.ts";
import { hashPassword } from "../access/passwords.ts";
import { authorOf, memberOf, withAccess } from "../room/room.ts";
import { membershipOf } from "../room/live_room.ts";
import type { HostHandler } from "./handler.ts";

/** Members stay in the room; the server keeps only the password's hash. */
export const roomPassword: HostHandler<"room:password"> = async (context, { password }) => {
  const { room, sender } = context;
  const kept = password === null ? null : await hashPassword(password, sender.address);
  if (password !== null && kept === null) return "too-fast";
  // Hashing took a while: is the sender still there, and still a host?
  const { access } = room;
  const place = membershipOf(sender);
  const now = place?.room === room ? memberOf(room, place.member) : undefined;
  if (access === null || now?.role !== "host") return "not-allowed";
  const after = changed(access, { password: kept });
  room.update((before) => withAccess(before, after));
  const kind = kept ? "passwordSet" : "passwordGone";
  room.say({ saying: { kind }, from: authorOf(now) });
  return {};
};

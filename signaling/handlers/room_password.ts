// room:password: a host sets the room's password, or takes it away.
import { changed } from "../room/room_access.ts";
import { hashPassword } from "../access/passwords.ts";
import { withAccess } from "../room/room.ts";
import { hostContextOf } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** Those who are inside stay; only its hash is kept. */
export const roomPassword: Handler<"room:password"> = async (asking, { password }) => {
  const before = hostContextOf(asking);
  if (typeof before === "string") return before;
  const kept = password === null ? null : await hashPassword(password, asking.sender.address);
  if (password !== null && kept === null) return "too-fast";
  const host = hostContextOf(asking); // it took a while: is the sender still there, and still a host?
  if (typeof host === "string" || host.open !== before.open || host.me.role !== "host") {
    return "not-allowed";
  }
  const { open, access, from } = host;
  const after = changed(access, { password: kept });
  asking.directory.update(open, { change: (room) => withAccess(room, after) });
  asking.directory.say(open, { saying: { kind: kept ? "passwordSet" : "passwordGone" }, from });
  return {};
};

// Hosts and deputies prove what they are with a key of their own, which is made when they are named.
import type { ErrorCode } from "../../protocol/errors.ts";
import { hasDeputyPlace, hasHostPlace, withDeputy, withHost } from "../room/room_access.ts";
import { hashOf, newKey } from "../access/host_keys.ts";
import type { RoomDirectory } from "../room_directory.ts";
import { withAccess } from "../room/room.ts";
import type { OpenRoom } from "../room/connection.ts";

/** Gives a member a key that nobody else ever sees, or says why not; they must be there to take it. */
export function giveKey(
  directory: RoomDirectory,
  { open, id, role }: { open: OpenRoom; id: string; role: "host" | "deputy" },
): ErrorCode | null {
  const connection = open.present.get(id);
  const { access } = open.room;
  if (connection === undefined || access === null) return "no-such-member";
  if (!(role === "host" ? hasHostPlace : hasDeputyPlace)(access)) return "too-many";
  const key = newKey();
  const named = { hash: hashOf(key), member: id };
  const after = role === "host" ? withHost(access, named) : withDeputy(access, named);
  directory.update(open, { change: (room) => withAccess(room, after) });
  connection.sink.notify("host:key", { key });
  return null;
}

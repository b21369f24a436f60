// Hosts and deputies prove their role with a key of their own, which the server makes when they are named.
import type { ErrorCode } from "../../protocol/errors.ts";
import { hasDeputyPlace, hasHostPlace, withDeputy, withHost } from "../room/room_access.ts";
import { hashOf, newKey } from "../access/host_keys.ts";
import type { LiveRoom } from "../room/live_room.ts";
import { withAccess } from "../room/room.ts";

/** Sends a member a key that nobody else ever sees, or answers why not; the member must be connected. */
export function grantHostKey(
  room: LiveRoom,
  { id, role }: { id: string; role: "host" | "deputy" },
): ErrorCode | null {
  const { access } = room;
  if (!room.connections.has(id) || access === null) return "no-such-member";
  if (!(role === "host" ? hasHostPlace : hasDeputyPlace)(access)) return "too-many";
  const key = newKey();
  const named = { hash: hashOf(key), member: id };
  const after = role === "host" ? withHost(access, named) : withDeputy(access, named);
  room.update((before) => withAccess(before, after));
  room.notify(id, "host:key", { key });
  return null;
}

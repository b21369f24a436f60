// Hosts and deputies prove what they are with a key of their own, which is made when they are named.
import type { ErrorCode } from "../../protocol/errors.ts";
import { hasDeputyPlace, hasHostPlace, withDeputy, withHost } from "../estates/estate.ts";
import { hashOf, newKey } from "../estates/keys.ts";
import type { Hub } from "../hub.ts";
import { withEstate } from "../rooms.ts";
import type { OpenRoom } from "../visitor.ts";

/** Gives a member a key that nobody else ever sees, or says why not; they must be there to take it. */
export function giveKey(
  hub: Hub,
  { open, id, role }: { open: OpenRoom; id: string; role: "host" | "deputy" },
): ErrorCode | null {
  const visitor = open.present.get(id);
  const { estate } = open.room;
  if (visitor === undefined || estate === null) return "no-such-member";
  if (!(role === "host" ? hasHostPlace : hasDeputyPlace)(estate)) return "too-many";
  const key = newKey();
  const named = { hash: hashOf(key), member: id };
  const after = role === "host" ? withHost(estate, named) : withDeputy(estate, named);
  hub.update(open, { change: (room) => withEstate(room, after) });
  visitor.outlet.notify("host:key", { key });
  return null;
}

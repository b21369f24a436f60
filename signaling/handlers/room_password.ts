// room:password: a host sets the room's password, or takes it away.
import { changed } from "../estates/estate.ts";
import { hashPassword } from "../estates/passwords.ts";
import { withEstate } from "../rooms.ts";
import { deskOf } from "./host.ts";
import type { Handler } from "./handler.ts";

/** Those who are inside stay; only its hash is kept. */
export const roomPassword: Handler<"room:password"> = async (asking, { password }) => {
  const before = deskOf(asking);
  if (typeof before === "string") return before;
  const kept = password === null ? null : await hashPassword(password, asking.sender.address);
  if (password !== null && kept === null) return "too-fast";
  const desk = deskOf(asking); // it took a while: is the sender still there, and still a host?
  if (typeof desk === "string" || desk.open !== before.open || desk.me.role !== "host") {
    return "not-allowed";
  }
  const { open, estate, from } = desk;
  const after = changed(estate, { password: kept });
  asking.hub.update(open, { change: (room) => withEstate(room, after) });
  asking.hub.say(open, { saying: { kind: kept ? "passwordSet" : "passwordGone" }, from });
  return {};
};

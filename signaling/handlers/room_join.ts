// room:join: a person takes a place in a room, a new one or the one they had before.
import type { Join, Joined, SeatToken } from "../../protocol/shapes.ts";
import { since } from "../chat_log.ts";
import type { Hub } from "../hub.ts";
import { iceServers } from "../ice.ts";
import { comeBack, hasPlace, join, stateOf } from "../rooms.ts";
import { holderOf, issue, renew } from "../seats.ts";
import type { OpenRoom } from "../visitor.ts";
import type { Asking, Handler } from "./handler.ts";

/** Answers who the sender is now, the room as it is, and the seat for next time. */
export const roomJoin: Handler<"room:join"> = (asking, wish) => {
  return returnToSeat(asking, wish) ?? takeNewSeat(asking, wish);
};

/** Null when the seat shown is not, or no longer, one of this room. */
function returnToSeat({ hub, sender }: Asking, wish: Join): Joined | null {
  const open = hub.find(wish.room);
  if (open === undefined || wish.seat === undefined) return null;
  const shown = wish.seat;
  const id = holderOf(open.seats, { shown, now: hub.now() });
  if (id === null) return null;
  if (sender.place?.open !== open || sender.place.member !== id) hub.leaveNow(sender);
  const token = hub.randomId();
  open.seats = renew(open.seats, { member: id, shown, token });
  hub.sit(sender, { open, member: id });
  const { name, media, fresh } = wish;
  hub.update(open, {
    change: (room) => comeBack(room, { id, name, media, fresh }),
    except: sender,
  });
  return joined(hub, { open, self: id, seat: token, after: wish.since });
}

function takeNewSeat({ hub, sender }: Asking, wish: Join): Joined | "room-full" | "server-full" {
  const known = hub.find(wish.room);
  const leaving = sender.place?.open === known ? sender.place?.member : undefined;
  if (known === undefined && hub.isFull(sender)) return "server-full";
  const { roomLimit: limit } = hub.settings;
  if (known !== undefined && !hasPlace(known.room, { limit, leaving })) return "room-full";
  const id = hub.randomId();
  const token = hub.randomId();
  hub.leaveNow(sender);
  const open = hub.open(wish.room);
  open.seats = issue(open.seats, { member: id, token });
  hub.sit(sender, { open, member: id });
  const { name, media } = wish;
  hub.update(open, {
    change: (room) => join(room, { id, name, media, now: hub.now() }),
    except: sender,
  });
  return joined(hub, { open, self: id, seat: token, after: wish.since });
}

function joined(
  hub: Hub,
  { open, self, seat, after }: {
    open: OpenRoom;
    self: string;
    seat: SeatToken;
    after: number | undefined;
  },
): Joined {
  const ice = iceServers(hub.settings, { member: self, now: hub.now() });
  return { self, seat, ice, state: stateOf(open.room), log: since(open.log, after) };
}

// room:join: a person takes a place in a room, a new one or the one they had before.
import type { Join, Joined } from "../../protocol/shapes.ts";
import { since } from "../chat_log.ts";
import type { Hub } from "../hub.ts";
import { iceServers } from "../ice.ts";
import { comeAgain, comeBack, hasPlace, join, type Room } from "../rooms.ts";
import { issue, readToken, renew, type Seat, seatFor, tokenOf } from "../seats.ts";
import type { OpenRoom } from "../visitor.ts";
import type { Asking, Handler } from "./handler.ts";

/** Answers who the sender is now, the room as it is, and the seat for next time. */
export const roomJoin: Handler<"room:join"> = (asking, wish) => {
  const { room, seat, copy } = wish;
  if (seat !== undefined && copy !== undefined) asking.hub.adopt({ room, seat, copy });
  return returnToSeat(asking, wish) ?? takeNewSeat(asking, wish);
};

/** Null when the seat shown is not, or no longer, one of this room. */
function returnToSeat({ hub, sender }: Asking, wish: Join): Joined | "room-full" | null {
  const open = hub.find(wish.room);
  if (open === undefined || wish.seat === undefined) return null;
  const shown = readToken(hub.seals, { room: wish.room, token: wish.seat });
  const seat = shown && seatFor(open.seats, shown, hub.steady());
  if (shown === null || seat === null) return null;
  const { roomLimit: limit } = hub.settings;
  if (seat.gone !== null && !hasPlace(open.room, { limit })) return "room-full";
  const { member: id } = seat;
  if (sender.place?.open !== open || sender.place.member !== id) hub.leaveNow(sender);
  open.seats = renew(open.seats, shown);
  hub.sit(sender, { open, member: id });
  hub.update(open, { change: (room) => seatAgain(room, seat, wish), except: sender });
  return joined(hub, { open, self: id, after: wish.since });
}

function seatAgain(room: Room, { member: id, gone }: Seat, { name, media, fresh }: Join): Room {
  if (gone === null) return comeBack(room, { id, name, media, fresh });
  return comeAgain(room, { id, name, media, ...gone });
}

function takeNewSeat({ hub, sender }: Asking, wish: Join): Joined | "room-full" | "server-full" {
  const known = hub.find(wish.room);
  const leaving = sender.place?.open === known ? sender.place?.member : undefined;
  if (known === undefined && hub.isFull(sender)) return "server-full";
  const { roomLimit: limit } = hub.settings;
  if (known !== undefined && !hasPlace(known.room, { limit, leaving })) return "room-full";
  // What strangers said in a room of this name before is not for who comes after them.
  if (known?.room.members.length === 0) hub.free(known);
  const id = hub.randomId();
  hub.leaveNow(sender);
  const open = hub.open(wish.room);
  open.seats = issue(open.seats, id);
  hub.sit(sender, { open, member: id });
  const { name, media } = wish;
  hub.update(open, {
    change: (room) => join(room, { id, name, media, now: hub.now() }),
    except: sender,
  });
  return joined(hub, { open, self: id, after: wish.since });
}

function joined(
  hub: Hub,
  { open, self, after }: { open: OpenRoom; self: string; after: number | undefined },
): Joined {
  const ice = iceServers(hub.settings, { member: self, now: hub.now() });
  const turn = open.seats.find(({ member }) => member === self)?.turn ?? 0;
  const wants = open.base > 0 ? hub.settings.chatHistory : 0;
  const seat = tokenOf(hub.seals, { room: open.room.name, member: self, turn });
  return { self, seat, ice, state: hub.stateOf(open), log: since(open.log, after), wants };
}

// room:join: a person takes a place in a room, a new one or the one they had before.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Role } from "../../protocol/roles.ts";
import type { Join, Joined } from "../../protocol/shapes.ts";
import { NO_MEDIA } from "../../protocol/slots.ts";
import { capacityOf, since } from "../chat_log.ts";
import { curbedRights } from "../estates/curbs.ts";
import { allowedMedia, changed, withDeputy, withHost, withUse } from "../estates/estate.ts";
import { deputyHash, hostHash } from "../estates/keys.ts";
import type { Hub } from "../hub.ts";
import { icePass } from "../ice.ts";
import type { Entry } from "../reception.ts";
import {
  comeAgain,
  comeBack,
  hasPlace,
  join,
  memberOf,
  nameIn,
  type Room,
  setRights,
  setRole,
  withEstate,
} from "../rooms.ts";
import {
  issue,
  type Origin,
  readToken,
  renew,
  type Seat,
  seatFor,
  tokenOf,
  withPage,
} from "../seats.ts";
import type { OpenRoom } from "../visitor.ts";
import type { Asking, Handler } from "./handler.ts";
import { giveKey } from "./naming.ts";

/** Answers who the sender is now, the room as it is, and the seat for next time. */
export const roomJoin: Handler<"room:join"> = (asking, wish) => {
  const { room, seat, copy } = wish;
  if (!asking.hub.reception.hasRoom(room)) return "no-such-room";
  const isOfOtherRun = seat !== undefined && copy !== undefined &&
    asking.hub.revival.adopt({ room, seat, copy });
  // Lines that the page lacks may have lower numbers here than those that it heard there.
  const { since: _, ...anew } = wish;
  const now = isOfOtherRun ? anew : wish;
  return returnToSeat(asking, now) ?? takeNewSeat(asking, now);
};

/** Null when the seat shown is not, or no longer, one of this room. */
function returnToSeat({ hub, sender }: Asking, wish: Join): Joined | ErrorCode | null {
  const open = hub.find(wish.room);
  if (open === undefined || wish.seat === undefined) return null;
  const shown = readToken(hub.seals, { room: wish.room, token: wish.seat });
  const seat = shown && seatFor(open.seats, shown, hub.steady());
  if (shown === null || seat === null || isRemoved(open.room, shown.member)) return null;
  if (isReplaced(seat, wish)) {
    sender.outlet.notify("member:replaced", {}); // it was away when that happened
    return "not-allowed";
  }
  const { roomLimit: limit } = hub.settings;
  const host = hashOfHost(open.room, wish);
  const isHost = host !== null;
  const deputy = hashOfDeputy(open.room, wish);
  if (seat.gone !== null && !hasPlace(open.room, { limit, isHost })) return "room-full";
  const { member: id } = seat;
  if (sender.place?.open !== open || sender.place.member !== id) hub.leaveNow(sender);
  open.seats = withPage(renew(open.seats, shown, sender.address), id, wish.page);
  hub.sit(sender, { open, member: id });
  hub.update(open, {
    change: (room) =>
      settled(seatAgain(room, seat, wish), { id, ...(host ? { host } : deputy && { deputy }) }),
    except: sender,
  });
  if (host !== null) hub.revival.noteKey(wish.room, { hash: host, member: id });
  return joined(hub, { open, self: id, after: wish.since, host: isHost || deputy !== null });
}

/** Only a press takes a seat from another page: this one merely found its way back. */
function isReplaced({ page }: Seat, wish: Join): boolean {
  return !wish.fresh && page !== undefined && wish.page !== undefined && page !== wish.page;
}

/** No seat stands above this, whatever it was kept for. */
function isRemoved({ estate }: Room, member: string): boolean {
  return estate?.bans.some((ban) => ban.member === member) ?? false;
}

function hashOfHost({ name, estate }: Room, { host: key }: Join): string | null {
  return estate && key !== undefined ? hostHash(estate, { room: name, key }) : null;
}

function hashOfDeputy({ estate }: Room, { host: key }: Join): string | null {
  return estate && key !== undefined ? deputyHash(estate, key) : null;
}

function seatAgain(room: Room, { member: id, gone }: Seat, wish: Join): Room {
  const { fresh } = wish;
  const name = nameIn(room, { id, name: wish.name });
  const known = memberOf(room, id);
  const role = known?.role ?? gone?.role ?? "guest";
  const { rights } = known ?? gone ?? {};
  const now = known?.media ?? NO_MEDIA;
  const media = allowedMedia(room.estate, { role, rights, wanted: wish.media, now });
  if (gone === null) return comeBack(room, { id, name, media, fresh });
  return comeAgain(room, { id, name, media, ...gone });
}

function takeNewSeat(asking: Asking, wish: Join): Joined | ErrorCode {
  const { hub, sender } = asking;
  const entry = hub.reception.admit(sender, wish);
  if (typeof entry === "string") return entry;
  const known = hub.find(wish.room);
  const leaving = sender.place?.open === known ? sender.place?.member : undefined;
  // Only now: before the door, nobody learns how many are inside.
  const full = known === undefined ? hub.rooms.problemOf(sender) : null;
  if (full !== null) return full;
  const { roomLimit: limit } = hub.settings;
  const isHost = entry.host !== undefined;
  if (known !== undefined && !hasPlace(known.room, { limit, leaving, isHost })) return "room-full";
  // What strangers said in a room of this name before is not for who comes after them.
  if (known?.room.members.length === 0) hub.free(known);
  const id = hub.randomId();
  hub.leaveNow(sender);
  const open = hub.open(wish.room, sender.address);
  const origin = { address: sender.address, invite: entry.invite ?? null };
  open.seats = withPage(issue(open.seats, id, origin), id, wish.page);
  hub.sit(sender, { open, member: id });
  hub.update(open, {
    change: (room) =>
      settled(withNewcomer(room, { id, wish, entry, hub, origin }), { id, ...entry }),
    except: sender,
  });
  if (entry.role === "host" && !open.room.estate?.locked) hub.reception.openDoor(open);
  // Named by an invitation, one gets a key to be it again; without a place for one only this time.
  if (entry.role === "deputy" && entry.invite !== undefined) {
    giveKey(hub, { open, id, role: "deputy" });
  }
  const host = (entry.host ?? entry.deputy) !== undefined;
  if (entry.host !== undefined) {
    hub.revival.noteKey(wish.room, { hash: entry.host, member: id });
  }
  return joined(hub, { open, self: id, after: wish.since, host });
}

interface Newcoming {
  id: string;
  wish: Join;
  entry: Entry;
  hub: Hub;
  origin: Origin;
}

/** What was taken from one person is taken from whoever comes anew from there, but for a key. */
function withNewcomer(room: Room, { id, wish, entry, hub, origin }: Newcoming): Room {
  const { estate } = room;
  const { role } = entry;
  const isKnown = entry.host !== undefined || entry.deputy !== undefined;
  const rights = (isKnown || estate === null ? undefined : curbedRights(estate, origin)) ?? {};
  const media = allowedMedia(estate, { role, rights, wanted: wish.media, now: NO_MEDIA });
  const name = nameIn(room, { id: null, name: wish.name });
  return setRights(join(room, { id, name, media, role, now: hub.now() }), { id, rights });
}

/** What changes for the room by the way somebody came in: a host opens it, an invitation is used. */
function settled(
  room: Room,
  { id, host, deputy, invite }: Partial<Entry> & { id: string },
): Room {
  const { estate } = room;
  if (estate === null) return room;
  if (invite !== undefined) {
    const used = withEstate(room, withUse(estate, invite));
    return memberOf(room, id)?.role === "host" ? reopened(used) : used;
  }
  if (deputy !== undefined && memberOf(room, id)?.role !== "host") {
    const known = withDeputy(estate, { hash: deputy, member: id });
    return withEstate(setRole(room, { id, role: "deputy" }), known);
  }
  if (host === undefined) return room;
  const role: Role = "host";
  return reopened(
    withEstate(setRole(room, { id, role }), withHost(estate, { hash: host, member: id })),
  );
}

function reopened(room: Room): Room {
  return room.estate?.closed ? withEstate(room, changed(room.estate, { closed: false })) : room;
}

function joined(
  hub: Hub,
  { open, self, after, host }: {
    open: OpenRoom;
    self: string;
    after: number | undefined;
    host: boolean;
  },
): Joined {
  const pass = icePass(hub.settings, { member: self, now: hub.now() });
  const turn = open.seats.find(({ member }) => member === self)?.turn ?? 0;
  const wants = open.base !== null ? capacityOf(hub.settings.chatHistory) : 0;
  const seat = tokenOf(hub.seals, { room: open.room.name, member: self, turn });
  return {
    self,
    seat,
    ...pass,
    state: hub.stateOf(open),
    log: since(open.log, after),
    wants,
    host,
  };
}

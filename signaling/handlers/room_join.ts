// room:join: a person takes a seat in a room, a new one or the one they had before.
import { DEFAULT_FILE_LIMIT } from "../../protocol/limits.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Role } from "../../protocol/roles.ts";
import type { Join, Joined } from "../../protocol/shapes.ts";
import { NO_MEDIA } from "../../protocol/slots.ts";
import { capacityOf, since } from "../room/chat_log.ts";
import { restrictedRights } from "../access/member_restrictions.ts";
import { allowedMedia, changed, withDeputy, withHost, withUse } from "../room/room_access.ts";
import { deputyHash, hostHash } from "../access/host_keys.ts";
import type { RoomDirectory } from "../room_directory.ts";
import { iceCredentials } from "../media/ice.ts";
import type { AdmissionRequest } from "../access/admission.ts";
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
  withAccess,
} from "../room/room.ts";
import { type Origin, readToken, type Seat, seatFor, tokenOf } from "../room/seats.ts";
import { type LiveRoom, membershipOf } from "../room/live_room.ts";
import type { AnyoneHandler, HandlerContext } from "./handler.ts";
import { grantHostKey } from "./grant_host_key.ts";

/** Answers the sender's member id, the room as it is, and the seat token for next time. */
export const roomJoin: AnyoneHandler<"room:join"> = (context, wish) => {
  const { room, seat, copy } = wish;
  const { admission, recovery } = context.directory;
  if (!admission.hasRoom(room)) return "no-such-room";
  const isOfOtherRun = seat !== undefined && copy !== undefined &&
    recovery.recover({ room, seat, snapshot: copy });
  // Lines that the page lacks may have lower numbers here than those that it heard there.
  const { since: _, ...anew } = wish;
  const now = isOfOtherRun ? anew : wish;
  return returnToSeat(context, now) ?? takeNewSeat(context, now);
};

/** Null if the seat token is not, or no longer, one of this room. */
function returnToSeat(
  { directory, sender }: HandlerContext,
  wish: Join,
): Joined | ErrorCode | null {
  const room = directory.find(wish.room);
  if (room === undefined || wish.seat === undefined) return null;
  const shown = readToken(directory.crypto, { room: wish.room, token: wish.seat });
  const seat = shown && seatFor(room.seats, shown, directory.steady());
  if (shown === null || seat === null || isRemoved(room, shown.member)) return null;
  if (isReplaced(seat, wish)) {
    sender.sink.notify("member:replaced", {}); // that page was offline when another one took its seat
    return "not-allowed";
  }
  const { roomLimit: limit } = directory.settings;
  const host = hashOfHost(room, wish);
  const isHost = host !== null;
  const deputy = hashOfDeputy(room, wish);
  if (seat.gone !== null && !hasPlace(room, { limit, isHost })) return "room-full";
  const { member: id } = seat;
  const place = membershipOf(sender);
  if (place?.room !== room || place.member !== id) directory.leave(sender);
  room.reattach(sender, { shown, page: wish.page });
  const keys = { ...(host ? { host } : deputy && { deputy }) };
  room.update((before) => settled(seatAgain(before, seat, { ...wish, isHost }), { id, ...keys }), {
    except: sender,
  });
  if (host !== null) directory.recovery.noteKey(wish.room, { hash: host, member: id });
  return joined({ directory, sender }, {
    room,
    self: id,
    after: wish.since,
    host: isHost || deputy !== null,
  });
}

/** Only a person's press takes a seat from another page: this page merely reconnects. */
function isReplaced({ page }: Seat, wish: Join): boolean {
  return !wish.fresh && page !== undefined && wish.page !== undefined && page !== wish.page;
}

/** No seat stands above this, whatever it was kept for. */
function isRemoved({ access }: Pick<Room, "access">, member: string): boolean {
  return access?.bans.some((ban) => ban.member === member) ?? false;
}

function hashOfHost(
  { name, access }: Pick<Room, "name" | "access">,
  { host: key }: Join,
): string | null {
  return access && key !== undefined ? hostHash(access, { room: name, key }) : null;
}

function hashOfDeputy({ access }: Pick<Room, "access">, { host: key }: Join): string | null {
  return access && key !== undefined ? deputyHash(access, key) : null;
}

function seatAgain(room: Room, { member: id, gone }: Seat, wish: Join & { isHost: boolean }): Room {
  const { fresh, isHost } = wish;
  const name = nameIn(room, { id, name: wish.name });
  const known = memberOf(room, id);
  const before = known?.role ?? gone?.role ?? "guest";
  const role = isHost ? "host" : before;
  const { rights } = known ?? gone ?? {};
  const now = known?.media ?? NO_MEDIA;
  const media = allowedMedia(room.access, { role, rights, wanted: wish.media, now });
  if (gone === null) return comeBack(room, { id, name, media, fresh });
  return comeAgain(room, { id, name, media, ...gone }); // `settled` makes a host of whom it must
}

function takeNewSeat({ directory, sender }: HandlerContext, wish: Join): Joined | ErrorCode {
  const entry = directory.admission.admit(sender, wish);
  if (typeof entry === "string") return entry;
  const refusal = placeProblem({ directory, sender }, { wish, isHost: entry.host !== undefined });
  if (refusal !== null) return refusal;
  // What strangers said in a room of this name before is not for who comes after them.
  const known = directory.find(wish.room);
  if (known?.members.length === 0) directory.free(known);
  const id = directory.randomId();
  directory.leave(sender);
  const room = directory.open(wish.room, sender.address);
  const origin = { address: sender.address, invite: entry.invite ?? null };
  room.attach(sender, { member: id, origin, page: wish.page });
  const newcomer = { id, wish, entry, directory, origin };
  room.update((before) => settled(withNewcomer(before, newcomer), { id, ...entry }), {
    except: sender,
  });
  if (entry.role === "host" && !room.access?.locked) directory.admission.unlock(room);
  // Named by an invitation, one gets a key to be it again; without a place for one only this time.
  if (entry.role === "deputy" && entry.invite !== undefined) {
    grantHostKey(room, { id, role: "deputy" });
  }
  const host = (entry.host ?? entry.deputy) !== undefined;
  if (entry.host !== undefined) {
    directory.recovery.noteKey(wish.room, { hash: entry.host, member: id });
  }
  return joined({ directory, sender }, { room, self: id, after: wish.since, host });
}

/** Why nobody more fits in. Asked only after admission: before it, nobody learns how many are inside. */
function placeProblem(
  { directory, sender }: HandlerContext,
  { wish, isHost }: { wish: Join; isHost: boolean },
): ErrorCode | null {
  const room = directory.find(wish.room);
  if (room === undefined) return directory.rooms.problemOf(sender);
  const place = membershipOf(sender);
  const leaving = place?.room === room ? place.member : undefined;
  const { roomLimit: limit } = directory.settings;
  return hasPlace(room, { limit, leaving, isHost }) ? null : "room-full";
}

interface Newcoming {
  id: string;
  wish: Join;
  entry: AdmissionRequest;
  directory: RoomDirectory;
  origin: Origin;
}

/** What was taken from one person is taken from whoever comes anew from there, but for a key. */
function withNewcomer(room: Room, { id, wish, entry, directory, origin }: Newcoming): Room {
  const { access } = room;
  const { role } = entry;
  const isKnown = entry.host !== undefined || entry.deputy !== undefined;
  const rights = (isKnown || access === null ? undefined : restrictedRights(access, origin)) ?? {};
  const media = allowedMedia(access, { role, rights, wanted: wish.media, now: NO_MEDIA });
  const name = nameIn(room, { id: null, name: wish.name });
  return setRights(join(room, { id, name, media, role, now: directory.now() }), { id, rights });
}

/** What changes for the room by the way somebody came in: a host opens it, an invitation is used. */
function settled(
  room: Room,
  { id, host, deputy, invite }: Partial<AdmissionRequest> & { id: string },
): Room {
  const { access } = room;
  if (access === null) return room;
  if (invite !== undefined) {
    const used = withAccess(room, withUse(access, invite));
    return memberOf(room, id)?.role === "host" ? reopened(used) : used;
  }
  if (deputy !== undefined && memberOf(room, id)?.role !== "host") {
    const known = withDeputy(access, { hash: deputy, member: id }, room.members);
    return withAccess(setRole(room, { id, role: "deputy" }), known);
  }
  if (host === undefined) return room;
  const role: Role = "host";
  return reopened(
    withAccess(setRole(room, { id, role }), withHost(access, { hash: host, member: id })),
  );
}

function reopened(room: Room): Room {
  return room.access?.closed ? withAccess(room, changed(room.access, { closed: false })) : room;
}

function joined(
  { directory, sender: { host: name, address } }: HandlerContext,
  { room, self, after, host }: {
    room: LiveRoom;
    self: string;
    after: number | undefined;
    host: boolean;
  },
): Joined {
  const client = { member: self, now: directory.now(), host: name, address };
  const credentials = iceCredentials(directory.settings, client);
  const turn = room.seats.find(({ member }) => member === self)?.turn ?? 0;
  const { chatHistory: keeps, fileLimit = DEFAULT_FILE_LIMIT } = directory.settings;
  const wants = room.values.base !== null ? capacityOf(keeps) : 0;
  const seat = tokenOf(directory.crypto, { room: room.name, member: self, turn });
  const log = since(room.log, after);
  return { self, seat, ...credentials, state: room.state(), log, keeps, fileLimit, wants, host };
}

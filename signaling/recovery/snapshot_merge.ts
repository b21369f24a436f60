// Continues a room from snapshots, as pure functions. A snapshot tells who was where, never who may be.
import { type ChatLog, emptyLog, goingOn } from "../room/chat_log.ts";
import type { OwnRights } from "../../protocol/rights.ts";
import { type Role, ROLES } from "../../protocol/roles.ts";
import type { Member } from "../../protocol/shapes.ts";
import type { CallMember } from "./call_members.ts";
import { type Call, numberAbove } from "./call_records.ts";
import type { RoomSnapshot } from "./room_snapshot.ts";
import { isNewer, runsUpTo, stampOf } from "./snapshot_stamp.ts";
import { hasRight, type RoomAccess } from "../room/room_access.ts";
import type { Gone, Seat, Seats } from "../room/seats.ts";
import type { RoomValues } from "../room/room_values.ts";

/** How long members have to return after a restart, in milliseconds. */
const RETURN_MS = 30_000;

/** What outranks the snapshot, and the time now. */
export interface MergeContext {
  /** Who belongs to the call, and in which role: nobody else comes back. */
  call: Call;
  /** What hosts decided. */
  access: RoomAccess | null;
  /** Server time in milliseconds since 1970. */
  now: number;
  /** Steady milliseconds. */
  steady: number;
  seatMemoryMs: number;
}

/** The room of a snapshot with those of its members who belong to the call, all of them away. */
export function roomFromSnapshot(
  snapshot: RoomSnapshot,
  { history, ...context }: MergeContext & { history: number },
): RoomValues {
  const { now, call, access } = context;
  const { members, seats } = takenFrom(snapshot, context);
  const { room: { name, version }, last } = snapshot;
  return {
    // Higher than any version that a client saw, also from runs in between whose snapshots are lost.
    room: { name, access, members, version: Math.max(version + 1, now) },
    seats,
    log: emptyLog({ history, now: numberAbove(last, now) }),
    call: call.number,
    base: stampOf(snapshot),
    after: runsUpTo(snapshot),
    inherited: rolesOf(seats, call),
  };
}

/** An open room with what a further snapshot adds. */
export interface Merge extends RoomValues {
  /** Members who do not belong to the call. */
  expelled: string[];
}

/** Whether a snapshot tells anything new: most members bring the same one. */
export function tellsMore(
  values: Readonly<RoomValues>,
  snapshot: RoomSnapshot,
  { members }: Call,
): boolean {
  if (values.base === null || isNewer(snapshot, values.base) || values.call !== snapshot.call) {
    return true;
  }
  return snapshot.seats.some(({ member }) =>
    isMissing(values, member) && members.some(({ id }) => id === member)
  );
}

/** A member's role now, if this run lowered it below what a snapshot had told; otherwise null. */
export function loweredRole(
  { room, seats, inherited }: Readonly<RoomValues>,
  id: string,
): Role | null {
  const gone = seats.find(({ member }) => member === id)?.gone;
  const now = room.members.find((member) => member.id === id)?.role ?? gone?.role;
  const was = inherited.get(id);
  if (now === undefined || was === undefined) return null;
  return ROLES.indexOf(now) < ROLES.indexOf(was) ? now : null;
}

/** Whether a member neither has a seat nor had one in this run. */
function isMissing({ inherited, seats }: Readonly<RoomValues>, id: string): boolean {
  return !inherited.has(id) && !seats.some((seat) => seat.member === id);
}

/** Adds missing members; for members who have not returned yet, the newer snapshot counts. */
export function merge(
  values: Readonly<RoomValues>,
  snapshot: RoomSnapshot,
  context: MergeContext,
): Merge {
  const { call, access } = context;
  const belongs = new Map(call.members.map((member) => [member.id, member]));
  const isNewest = values.base === null || isNewer(snapshot, values.base);
  const taken = takenFrom(snapshot, context);
  const known = knownMembers(values, { belongs, isNewest, told: taken.members });
  // For later snapshots, members who stepped down in this run stay noted with their former role.
  const inherited = new Map([
    ...values.inherited,
    ...rolesOf(taken.seats, call),
    ...[...values.inherited].filter(([id]) => loweredRole(values, id) !== null),
  ]);
  const members = inOrder(
    [...known, ...taken.members.filter(({ id }) => isMissing(values, id))],
    inherited,
  );
  const seats = mergedSeats(values, { belongs, told: taken.seats });
  const version = Math.max(values.room.version, snapshot.room.version) + 1;
  return {
    room: { ...values.room, access, members, version },
    seats,
    log: mergedLog(values, snapshot, context),
    call: call.number,
    base: isNewest ? stampOf(snapshot) : values.base,
    after: runsUpTo(snapshot, values.after),
    inherited,
    expelled: values.seats.flatMap(({ member }) => belongs.has(member) ? [] : [member]),
  };
}

type Belongs = ReadonlyMap<string, CallMember>;

/** Members of the room who belong to the call; for those who are away the newer snapshot counts. */
function knownMembers(
  { room }: Readonly<RoomValues>,
  { belongs, isNewest, told }: { belongs: Belongs; isNewest: boolean; told: readonly Member[] },
): Member[] {
  return room.members.filter(({ id }) => belongs.has(id)).map((member) => {
    const again = told.find(({ id }) => id === member.id);
    const now = withRight(member, belongs.get(member.id));
    if (again === undefined || !isNewest) return now;
    if (member.away) return { ...again, ...ownRights(now.rights) };
    return { ...now, epoch: Math.max(member.epoch, again.epoch) };
  });
}

/** The seats of the room and those of the snapshot that it lacks. */
function mergedSeats(
  values: Readonly<RoomValues>,
  { belongs, told }: { belongs: Belongs; told: Seats },
): Seat[] {
  const kept = values.seats.filter(({ member }) => belongs.has(member)).map((seat) => ({
    ...seat,
    turn: Math.max(seat.turn, told.find(({ member }) => member === seat.member)?.turn ?? 0),
    gone: seat.gone && withRight(seat.gone, belongs.get(seat.member)),
  }));
  return [...kept, ...told.filter(({ member }) => isMissing(values, member))];
}

/** The recorded role, and the recorded rights without those that the room has taken away. */
function withRight<T extends { readonly role: Role; readonly rights?: OwnRights }>(
  { rights, ...rest }: T,
  told: CallMember | undefined,
): Omit<T, "rights"> & { rights?: OwnRights } {
  const taken = Object.entries(rights ?? {}).filter(([, given]) => !given);
  const both = { ...told?.rights, ...Object.fromEntries(taken) };
  return Object.assign(rest, told && { role: told.role }, ownRights(both));
}

function ownRights(rights: OwnRights | undefined): { rights?: OwnRights } {
  return rights === undefined || Object.keys(rights).length === 0 ? {} : { rights };
}

/** The log, emptied if its restored lines belong to another call. */
function mergedLog(
  { log, base, call }: Readonly<RoomValues>,
  snapshot: RoomSnapshot,
  context: MergeContext,
): ChatLog {
  const { call: { number }, now } = context;
  const last = snapshot.last > log.last ? numberAbove(snapshot.last, now) : log.last;
  const isOther = base !== null && call !== number;
  return isOther
    ? goingOn(emptyLog({ history: log.history, now: last }), { last, mended: last })
    : goingOn(log, { last });
}

/** Members and seats of a snapshot that belong to the call. */
function takenFrom(
  snapshot: RoomSnapshot,
  context: MergeContext,
): { members: Member[]; seats: Seat[] } {
  const belongs = new Map(context.call.members.map((member) => [member.id, member]));
  const members = snapshot.room.members.flatMap((member) => {
    const right = belongs.get(member.id);
    return right?.inside ? [memberAgain(member, right, context.access)] : [];
  });
  const seats = snapshot.seats.flatMap((seat) => {
    const right = belongs.get(seat.member);
    return right === undefined ? [] : seatAgain(seat, { right, snapshot, context });
  });
  return { members: members.filter(({ id }) => seats.some((s) => s.member === id)), seats };
}

function memberAgain(
  { rights: _, ...member }: Member,
  { role, mic, rights }: CallMember,
  access: RoomAccess | null,
): Member {
  const { media } = member;
  const has = (right: "mic" | "camera" | "screen") => hasRight(access, { role, rights, right });
  const allowed = {
    mic: media.mic && (mic || has("mic")),
    camera: media.camera && has("camera"),
    screen: media.screen && has("screen"),
    screenAudio: media.screenAudio && has("screen"),
  };
  return { ...member, role, media: allowed, away: true, ...(rights && { rights }) };
}

function seatAgain(
  { member, turn, gone, origin }: RoomSnapshot["seats"][number],
  { right: { role, inside, rights }, snapshot, context }: {
    right: CallMember;
    snapshot: RoomSnapshot;
    context: MergeContext;
  },
): Seat[] {
  const known = snapshot.room.members.find(({ id }) => id === member);
  const { steady, seatMemoryMs } = context;
  const empty = { member, turn, attestedFrom: null, origin };
  if (inside && known !== undefined) return [{ ...empty, gone: null, until: steady + RETURN_MS }];
  const was = gone ?? known;
  if (was === undefined) return [];
  const again: Gone = { epoch: was.epoch, joinedAt: was.joinedAt, role, ...(rights && { rights }) };
  return [{ ...empty, gone: again, until: steady + seatMemoryMs }];
}

/** Members from before the restart first; `joinedAt` ascends whatever the clocks said. */
function inOrder(members: readonly Member[], inherited: ReadonlyMap<string, Role>): Member[] {
  const rank = ({ id }: Member) => inherited.has(id) ? 0 : 1;
  const sorted = members.toSorted((a, b) => rank(a) - rank(b) || a.joinedAt - b.joinedAt);
  let last = 0;
  return sorted.map((member) => {
    last = Math.max(member.joinedAt, last + 1);
    return last === member.joinedAt ? member : { ...member, joinedAt: last };
  });
}

function rolesOf(seats: Seats, { members }: Call): Map<string, Role> {
  const roles = new Map(members.map(({ id, role }) => [id, role]));
  return new Map(seats.map(({ member }) => [member, roles.get(member) ?? "guest"]));
}

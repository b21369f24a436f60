// A room as a value: every change returns a new room, or the same one when nothing changed.
import type { MediaFlags } from "../../protocol/slots.ts";
import type { Consent } from "../../protocol/recording.ts";
import { type OwnRights, RIGHTS } from "../../protocol/rights.ts";
import type { Role } from "../../protocol/roles.ts";
import type { Author, Member } from "../../protocol/shapes.ts";
import type { SfuMode } from "../../protocol/sfu.ts";
import { distinctName, unnumbered } from "./distinct_names.ts";
import { newestRecording, ofNewPage, recorded, sameRecording, unrecorded } from "./recordings.ts";
import type { RoomAccess } from "./room_access.ts";

/** Who is in a room. Its `version` grows by one with every change. */
export interface Room {
  readonly name: string;
  readonly version: number;
  /** In order of joining; `joinedAt` is strictly ascending. */
  readonly members: readonly Member[];
  /** Null in an open room, which belongs to nobody. */
  readonly access: RoomAccess | null;
  /** Media go through an SFU; left out while they go from page to page. */
  readonly media?: SfuMode;
}

/** What a person brings along when they join. */
export interface Newcomer {
  id: string;
  name: string;
  media: MediaFlags;
  role: Role;
  /** Server time in milliseconds since 1970. */
  now: number;
}

/**
 * A room without members. Its version starts at `now` (milliseconds since 1970), so that a room
 * which is freed and opened again never looks like an older state of itself.
 */
export function emptyRoom(
  name: string,
  { now, access = null }: { now: number; access?: RoomAccess | null },
): Room {
  return { name, version: now, members: [], access };
}

/** The member with this id, away or not. */
export function memberOf(room: Pick<Room, "members">, id: string): Member | undefined {
  return room.members.find((member) => member.id === id);
}

/** A name for a member (`id`; null for a newcomer) that is distinct from all others in the room. */
export function nameIn(
  room: Pick<Room, "members">,
  { id, name }: { id: string | null; name: string },
): string {
  const known = id === null ? undefined : memberOf(room, id);
  const others = room.members.filter((member) => member.id !== id).map((member) => member.name);
  // A number stays with its member, even when the other one of that name has gone.
  const isSame = known !== undefined && unnumbered(known.name) === name;
  return distinctName(isSame ? known.name : name, others);
}

/** A member as chat lines name them. */
export function authorOf({ id, name }: Author): Author {
  return { id, name };
}

/** How many are in the room right now; those who are away do not count. */
export function count(room: Pick<Room, "members">): number {
  return room.members.reduce((sum, member) => member.away ? sum : sum + 1, 0);
}

/**
 * Whether one more fits into a room of `limit` places. An away member's place stays taken, so that
 * they can come back. `leaving` is a member about to free their own place. Only other hosts occupy
 * a place of somebody who shows a host key (`isHost`), so that no crowd keeps a host out.
 */
export function hasPlace(
  room: Pick<Room, "members">,
  { limit, leaving, isHost = false }: {
    limit: number;
    leaving?: string | undefined;
    isHost?: boolean;
  },
): boolean {
  const taken = room.members.filter(({ id, role }) =>
    id !== leaving && (!isHost || role === "host")
  );
  return taken.length < limit;
}

/** Adds a member at the end. The caller asks {@link hasPlace} first. */
export function join(room: Room, { id, name, media, role, now }: Newcomer): Room {
  const last = room.members.at(-1)?.joinedAt ?? 0;
  const joinedAt = Math.max(now, last + 1); // two in one millisecond still have an order
  const member: Member = { id, epoch: 1, name, media, joinedAt, away: false, hand: null, role };
  return withMembers(room, [...room.members, member]);
}

/** Takes a member's place again; `fresh` is true for a new page, which has no connections yet. */
export function comeBack(
  room: Room,
  { id, name, media, fresh }: { id: string; name: string; media: MediaFlags; fresh: boolean },
): Room {
  return withMember(room, id, (member) => {
    const epoch = fresh ? member.epoch + 1 : member.epoch;
    const kept = fresh ? ofNewPage(member) : member;
    return { ...kept, epoch, name, media, away: false };
  });
}

/** A former member becomes a member again, with the same id and place in the order. */
export function comeAgain(
  room: Room,
  { id, name, media, role, rights, epoch, joinedAt }: Omit<Newcomer, "now"> & {
    rights?: OwnRights;
    epoch: number;
    joinedAt: number;
  },
): Room {
  // The others have closed their connections to this member; a new epoch tells the member so.
  const again = { id, name, media, role, joinedAt, ...(rights && { rights }) };
  const member: Member = { ...again, epoch: epoch + 1, away: false, hand: null };
  return withMembers(
    room,
    [...room.members, member].toSorted((a, b) => a.joinedAt - b.joinedAt),
  );
}

/** Notes what a member is sending. */
export function setMedia(
  room: Room,
  { id, media }: { id: string; media: MediaFlags },
): Room {
  return withMember(room, id, (member) => ({ ...member, media }));
}

/** Sets the rights of one member alone, all at once; {} for the rights of everybody. */
export function setRights(room: Room, { id, rights }: { id: string; rights: OwnRights }): Room {
  return withMember(
    room,
    id,
    ({ rights: _, ...member }) => sameRights(rights) ? member : { ...member, rights },
  );
}

/** Raises or lowers a member's hand. A hand that is up stays where it is in the queue. */
export function setHand(
  room: Room,
  { id, up, now }: { id: string; up: boolean; now: number },
): Room {
  const last = Math.max(0, ...room.members.map(({ hand }) => hand ?? 0));
  const raised = Math.max(now, last + 1); // two in one millisecond still have an order
  return withMember(room, id, (member) => ({ ...member, hand: up ? member.hand ?? raised : null }));
}

/** Notes that a member records the call from `now` on; with null, no more. */
export function setRecording(room: Room, { id, now }: { id: string; now: number | null }): Room {
  const begun = Math.max(now ?? 0, newestRecording(room) + 1);
  return withMember(
    room,
    id,
    (member) => now === null ? unrecorded(member) : recorded(member, begun),
  );
}

/** Notes a member's answer to recordings. */
export function setConsent(room: Room, { id, consent }: { id: string; consent: Consent }): Room {
  return withMember(room, id, (member) => ({ ...member, consent }));
}

/** Gives a member another name, which tells them apart from everybody else in the room. */
export function setName(room: Room, { id, name }: { id: string; name: string }): Room {
  const distinct = nameIn(room, { id, name });
  return withMember(room, id, (member) => ({ ...member, name: distinct }));
}

/** Gives a member another role. */
export function setRole(room: Room, { id, role }: { id: string; role: Role }): Room {
  return withMember(room, id, (member) => ({ ...member, role }));
}

/** Gives the room other access rules. */
export function withAccess(room: Room, access: RoomAccess): Room {
  return access === room.access ? room : { ...room, version: room.version + 1, access };
}

/** Notes that a member's connection is gone while the seat is kept. Media flags stay as they were. */
export function markAway(room: Room, id: string): Room {
  return withMember(room, id, (member) => ({ ...member, away: true }));
}

/** Notes that a silent member was heard again. */
export function markPresent(room: Room, id: string): Room {
  return withMember(room, id, (member) => ({ ...member, away: false }));
}

/** Removes a member. */
export function leave(room: Room, id: string): Room {
  const members = room.members.filter((member) => member.id !== id);
  return members.length === room.members.length ? room : withMembers(room, members);
}

/**
 * The epoch of the member `from` if they may send to the page `toEpoch` of `to`, else null: both
 * must be in this room and differ, and the addressee must have exactly that page.
 */
export function mayRelay(
  room: Pick<Room, "members">,
  { from, to, toEpoch }: { from: string; to: string; toEpoch: number },
): number | null {
  if (from === to) return null;
  const target = memberOf(room, to);
  if (target === undefined || target.epoch !== toEpoch) return null;
  return memberOf(room, from)?.epoch ?? null;
}

function withMembers(room: Room, members: readonly Member[]): Room {
  return { ...room, version: room.version + 1, members };
}

function withMember(room: Room, id: string, change: (member: Member) => Member): Room {
  const old = memberOf(room, id);
  if (old === undefined) return room;
  const changed = change(old);
  if (sameMember(old, changed)) return room;
  return withMembers(room, room.members.map((member) => member === old ? changed : member));
}

function sameMember(a: Member, b: Member): boolean {
  return a.epoch === b.epoch && a.name === b.name && a.away === b.away && a.hand === b.hand &&
    a.role === b.role && sameRights(a.rights, b.rights) &&
    sameMedia(a.media, b.media) && sameRecording(a, b);
}

/** Whether both give and take away the same. */
export function sameRights(a: OwnRights = {}, b: OwnRights = {}): boolean {
  return RIGHTS.every((right) => a[right] === b[right]);
}

/** Whether both say the same of every line. */
export function sameMedia(a: MediaFlags, b: MediaFlags): boolean {
  return a.mic === b.mic && a.camera === b.camera && a.screen === b.screen &&
    a.screenAudio === b.screenAudio;
}

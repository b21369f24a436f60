// Rooms that outlive the server: who belongs to their call takes a seat again by what members kept.
import { type OwnRights, type Role, ROLES } from "../../protocol/roles.ts";
import type { Call, CallMember, CallRecords } from "./call_records.ts";
import { readSnapshot, type RoomSnapshot } from "./room_snapshot.ts";
import { isNewer, type SnapshotStamp, stampOf } from "./snapshot_stamp.ts";
import { NEW_ACCESS, newestOf, type RoomAccess, withHost } from "../room/room_access.ts";
import { isOriginalOf } from "../access/host_keys.ts";
import { withNewer, withOlder } from "../access/access_merge.ts";
import { Tombstones } from "./tombstones.ts";
import type { AccessStore } from "../access/access_store.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import type { RoomSettings } from "../settings.ts";
import { loweredRole, mergeSnapshot, tellsMore } from "./snapshot_merge.ts";
import { withAccess } from "../room/room.ts";
import { readToken } from "../room/seats.ts";
import type { ClientConnection } from "../room/connection.ts";
import type { LiveRoom } from "../room/live_room.ts";
import type { RoomValues } from "../room/room_values.ts";

/** What somebody brings along who wants to come back. */
export interface RecoveryRequest {
  room: string;
  seat: string;
  snapshot: string;
}

/** Who belongs to the call, null when it is over, and what hosts decided. */
interface Authority {
  call: Call | null;
  access: RoomAccess | null;
}

/** By a clock that is right a snapshot is no older than this, in milliseconds; no rights come of older. */
const MAX_AGE_MS = 12 * 3_600_000;
/** Nor is it from further ahead than this. */
const MAX_AHEAD_MS = 600_000;
/** Rooms of which a server without a disk takes snapshots in one run; those of others are refused. */
const MAX_TOLD = 20_000;

/** What recovery needs of the directory of rooms. */
export interface RecoveryRooms {
  readonly settings: RoomSettings;
  readonly crypto: ServerCrypto;
  readonly run: string;
  readonly calls: CallRecords;
  readonly admission: { readonly accessStore: AccessStore };
  now(): number;
  steady(): number;
  find(name: string): LiveRoom | undefined;
  recover(values: RoomValues): void;
}

/** Takes snapshots over. Snapshots of this very run are never needed: this server knows better. */
export class RoomRecovery {
  readonly #rooms: RecoveryRooms;
  readonly #tombstones = new Tombstones();
  /** Without a disk: the newest snapshot of each room, and what it said that hosts had decided. */
  readonly #told = new Map<string, { stamp: SnapshotStamp; access: RoomAccess | null }>();

  /** The same: which keys of hosts were shown in this run, by whom last. */
  readonly #shown = new Map<string, Map<string, string | null>>();

  constructor(rooms: RecoveryRooms) {
    this.#rooms = rooms;
  }

  /** Notes who showed a host key last in this run; null once its holder has stepped down. */
  noteKey(room: string, { hash, member }: { hash: string; member: string | null }): void {
    const { calls } = this.#rooms;
    if (calls.isDurable || !calls.acceptsSnapshots) return;
    const known = this.#shown.get(room) ?? new Map<string, string | null>();
    if (this.#shown.size >= MAX_TOLD && known.size === 0) return;
    this.#shown.set(room, known.set(hash, member));
  }

  /** Nobody is left in a room, or its call was ended (null): snapshots of it are worth nothing now. */
  addTombstone(name: string, values: Readonly<RoomValues> | null): void {
    if (values === null) return this.#tombstones.add(name, null);
    const { base, call, inherited } = values;
    if (base !== null) this.#tombstones.add(name, { call, base, members: [...inherited.keys()] });
  }

  /**
   * Goes on from a snapshot if it tells more than we know. Only who belongs to that call can bring it.
   * Gives whether it is of another run: then the page knows the chat as it was numbered there.
   */
  recover({ room: name, seat, snapshot: sealed }: RecoveryRequest): boolean {
    const rooms = this.#rooms;
    if (!rooms.calls.acceptsSnapshots) return false;
    const shown = readToken(rooms.crypto, { room: name, token: seat });
    const snapshot = shown && readSnapshot(rooms.crypto, sealed, name);
    if (shown === null || snapshot === null || snapshot.run === rooms.run) return false;
    this.#goOnFrom(snapshot, shown);
    return true;
  }

  #goOnFrom(
    snapshot: RoomSnapshot,
    { member: bringer, turn }: { member: string; turn: number },
  ): void {
    const rooms = this.#rooms;
    const { name } = snapshot.room;
    const room = rooms.find(name);
    const kept = snapshot.seats.find(({ member }) => member === bringer);
    const now = room?.seats.find(({ member }) => member === bringer);
    // A token that was followed by others opens no seat, and vouches for no snapshot.
    if (!kept || turn < Math.max(kept.turn, now?.turn ?? 0) - 1) return;
    const { call, access } = this.#authorityOver(snapshot, room);
    const isOne = call?.members.some(({ id }) => id === bringer) ?? false;
    if (call === null || !isOne || (room && !tellsMore(room.values, snapshot, call))) {
      return room && tell(room, access);
    }
    const { seatMemoryMs, chatHistory: history } = rooms.settings;
    const context = { call, access, now: rooms.now(), steady: rooms.steady(), seatMemoryMs };
    if (room === undefined) rooms.recover(mergeSnapshot(snapshot, { ...context, history }));
    else room.mergeSnapshot(snapshot, context);
  }

  /** What stands above this snapshot: by the disk, else by what is newest. No call when it is over. */
  #authorityOver(snapshot: RoomSnapshot, room: LiveRoom | undefined): Authority {
    const { name } = snapshot.room;
    const { calls, admission: { accessStore: registry } } = this.#rooms;
    // Who holds which key is told by the room room alone where nothing else was decided.
    const present = newestOf(room?.access ?? null, registry.of(name));
    if (!calls.isDurable) return this.#authorityWithoutDisk(snapshot, { room, present });
    const call = calls.of(name);
    if (call?.number !== snapshot.call) return { call: null, access: present };
    return { call, access: withKeys(present, { call, name }) };
  }

  /** Without a disk: the call as the newest snapshot tells it, and decisions as all of them do. */
  #authorityWithoutDisk(
    snapshot: RoomSnapshot,
    { room, present }: { room: LiveRoom | undefined; present: RoomAccess | null },
  ): Authority {
    const { name } = snapshot.room;
    const told = this.#told.get(name);
    if (told === undefined && this.#told.size >= MAX_TOLD) return { call: null, access: present };
    const isEnded = present?.closed && told?.access?.closed !== true; // in this run
    if (isEnded) return { call: null, access: present };
    const merged = present && this.#accessBy(snapshot, present);
    const access = this.#rooms.admission.accessStore.keep(name, merged);
    if (told !== undefined && isNewer(told.stamp, snapshot)) return { call: null, access };
    this.#told.set(name, { stamp: stampOf(snapshot), access: snapshot.room.access });
    if (this.#tombstones.holds(name, snapshot)) return { call: null, access };
    const removed = (id: string) => access?.bans.some(({ member }) => member === id) ?? false;
    const members = membersOf(snapshot, { isDoubtful: this.#isDoubtful(snapshot) })
      .filter(({ id }) => !removed(id) && !hasLeft(room, id) && !this.#tombstones.hasLeft(name, id))
      .map((member) => withRoleNow(member, room));
    const newcomers = staying({ room, snapshot, before: present, access });
    return { call: { number: snapshot.call, members: [...members, ...newcomers] }, access };
  }

  /** What hosts have decided, by this run and this snapshot. */
  #accessBy(snapshot: RoomSnapshot, present: RoomAccess): RoomAccess {
    const { name, access } = snapshot.room;
    if (access === null) return present;
    const told = this.#told.get(name);
    if (told !== undefined && !isNewer(snapshot, told.stamp)) return withOlder(present, access);
    const isOriginal = (hash: string) => isOriginalOf(name, hash);
    const base = told?.access ?? NEW_ACCESS;
    return withNewer(present, access, { base, isOriginal, shown: this.#shown.get(name) });
  }

  #isDoubtful({ at }: RoomSnapshot): boolean {
    const age = this.#rooms.now() - at;
    return age > MAX_AGE_MS || age < -MAX_AHEAD_MS;
  }
}

/** A snapshot that brings nobody back may have told of decisions. */
function tell(room: LiveRoom, access: RoomAccess | null): void {
  if (access === null || access.turn === room.access?.turn) return;
  room.update((before) => withAccess(before, access));
}

/** Who belonged to the call when the snapshot was sealed. Of a doubtful one nobody has a role by it. */
function membersOf(
  { room, seats }: RoomSnapshot,
  { isDoubtful }: { isDoubtful: boolean },
): CallMember[] {
  const roleOf = (role: Role): Role => isDoubtful ? "guest" : role;
  const ownRights = (rights: OwnRights | undefined) =>
    rights === undefined ? {} : { rights: isDoubtful ? withoutGrants(rights) : rights };
  return seats.flatMap(({ member: id, gone }): CallMember[] => {
    const known = room.members.find((member) => member.id === id);
    if (known !== undefined) {
      const { role, rights, media: { mic } } = known;
      return [{ id, role: roleOf(role), inside: true, mic, key: null, ...ownRights(rights) }];
    }
    if (gone === null) return [];
    const { role, rights } = gone;
    return [
      { id, role: roleOf(role), inside: false, mic: false, key: null, ...ownRights(rights) },
    ];
  });
}

/** What was taken from somebody holds whatever became of the rest. */
function withoutGrants(rights: OwnRights): OwnRights {
  return Object.fromEntries(Object.entries(rights).filter(([, given]) => !given));
}

/** Whose key it is that still opens the room: access records do not keep that of every room. */
function withKeys(
  access: RoomAccess | null,
  { call, name }: { call: Call; name: string },
): RoomAccess | null {
  return call.members.reduce((known, { id, key }) => {
    if (known === null || key === null) return known;
    // Whoever showed it later than that member stands there already.
    if (known.hosts.some(({ hash }) => hash === key)) return known;
    const isGood = known.original && isOriginalOf(name, key);
    return isGood ? withHost(known, { hash: key, member: id }) : known;
  }, access);
}

/** Back once in this run, and gone since. */
function hasLeft(room: LiveRoom | undefined, id: string): boolean {
  return (room?.values.inherited.has(id) ?? false) &&
    !room?.seats.some(({ member }) => member === id);
}

/** A role that was taken from them in this run does not come back by what was before it. */
function withRoleNow(member: CallMember, room: LiveRoom | undefined): CallMember {
  const now = room === undefined ? null : loweredRole(room.values, member.id);
  if (now === null) return member;
  const { role } = member;
  return ROLES.indexOf(now) < ROLES.indexOf(role) ? { ...member, role: now } : member;
}

/** Who came since the start and may be in by what the snapshot says, too. */
function staying(
  { room, snapshot, before, access }: {
    room: LiveRoom | undefined;
    snapshot: RoomSnapshot;
    before: RoomAccess | null;
    access: RoomAccess | null;
  },
): CallMember[] {
  if (room === undefined) return [];
  const isNew = (id: string) =>
    !room.values.inherited.has(id) && !snapshot.seats.some(({ member }) => member === id);
  return room.members.filter(({ id }) => isNew(id)).flatMap(
    ({ id, media: { mic } }): CallMember[] => {
      const key = before?.hosts.find(({ member }) => member === id);
      const isHost = key !== undefined && access?.hosts.some(({ hash }) => hash === key.hash);
      if (isHost) return [{ id, role: "host", inside: true, mic, key: null }];
      const isDeputy = before?.deputies.some(({ member, hash }) =>
        member === id && access?.deputies.some((deputy) => deputy.hash === hash)
      );
      if (isDeputy) return [{ id, role: "deputy", inside: true, mic, key: null }];
      if (isShut(access, room.connections.get(id))) return [];
      return [{ id, role: "guest", inside: true, mic, key: null }];
    },
  );
}

/** Whether somebody without a key or an invitation would have to be let in. */
function isShut(access: RoomAccess | null, connection: ClientConnection | undefined): boolean {
  if (access === null) return false;
  const address = connection?.address ?? "";
  const isSuspect = address !== "" && access.bans.some((ban) => ban.address === address);
  return access.locked || access.closed || access.password !== null || isSuspect;
}

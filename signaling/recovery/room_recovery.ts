// Reopens rooms after a restart of the server from the snapshots that their members kept.
import type { OwnRights } from "../../protocol/rights.ts";
import type { Role } from "../../protocol/roles.ts";
import type { CallMember } from "./call_members.ts";
import { ADOPT_MS, type Call, type CallRecords } from "./call_records.ts";
import { readSnapshot, type RoomSnapshot } from "./room_snapshot.ts";
import { RecoveryNotes } from "./recovery_notes.ts";
import { isNewer, stampOf } from "./snapshot_stamp.ts";
import { NEW_ACCESS, newestOf, type RoomAccess, withHost } from "../room/room_access.ts";
import { isOriginalOf } from "../access/host_keys.ts";
import { withNewer, withOlder } from "../access/access_merge.ts";
import type { Clock } from "../clock.ts";
import type { AccessStore } from "../access/access_store.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import type { RoomOwner } from "../room_owner.ts";
import type { RoomSettings } from "../room_settings.ts";
import { hasLeft, staying, withRoleNow } from "./recovered_members.ts";
import { roomFromSnapshot, tellsMore } from "./snapshot_merge.ts";
import { withAccess } from "../room/room.ts";
import { readToken } from "../room/seats.ts";
import type { LiveRoom } from "../room/live_room.ts";
import type { RoomValues } from "../room/room_values.ts";

/** What a member shows who returns after a restart. */
export interface RecoveryRequest {
  room: string;
  seat: string;
  snapshot: string;
}

/** What outranks a snapshot: the call with its members (null when it is over), and what hosts decided. */
interface Authority {
  call: Call | null;
  access: RoomAccess | null;
}

/** Greatest plausible age of a snapshot, in milliseconds; an older one gives nobody a role or right. */
const MAX_AGE_MS = 12 * 3_600_000;
/** The same for one that seems to come from the future. */
const MAX_AHEAD_MS = 600_000;

/** What recovery needs of the directory of rooms. */
export interface RecoveryRooms {
  readonly settings: RoomSettings;
  readonly crypto: ServerCrypto;
  readonly owner: RoomOwner;
  readonly calls: CallRecords;
  readonly admission: { readonly accessStore: AccessStore };
  now(): number;
  steady(): number;
  find(name: string): LiveRoom | undefined;
  recover(values: RoomValues): void;
}

/** Accepts snapshots of earlier runs. It ignores those of its own run, which tell nothing new. */
export class RoomRecovery {
  readonly #rooms: RecoveryRooms;
  /** What outranks snapshots without a disk; with one the records do. */
  readonly notes: RecoveryNotes;

  constructor(rooms: RecoveryRooms, clock: Clock) {
    this.#rooms = rooms;
    this.notes = new RecoveryNotes({ clock, lastsMs: ADOPT_MS });
  }

  /** Notes who showed a host key last in this run; null once its holder has stepped down. */
  noteKey(room: string, key: { hash: string; member: string | null }): void {
    if (!this.#rooms.calls.isDurable) this.notes.noteKey(room, key);
  }

  /** The room is empty, or a host ended its call (null): its snapshots are void now. */
  addTombstone(name: string, values: Readonly<RoomValues> | null): void {
    if (this.#rooms.calls.isDurable) return;
    if (values === null) return this.notes.addTombstone(name, null);
    const { base, call, inherited } = values;
    if (base === null) return;
    this.notes.addTombstone(name, { call, base, members: [...inherited.keys()] });
  }

  /**
   * Continues the room from a snapshot if it tells something new. Only a member of that call can
   * bring it. Returns whether another run sealed it: then the page numbers chat lines as that run did.
   */
  recover({ room: name, seat, snapshot: sealed }: RecoveryRequest): boolean {
    const rooms = this.#rooms;
    const { run, since } = rooms.owner.tenureOf(name);
    if (rooms.steady() - since >= ADOPT_MS) return false;
    const shown = readToken(rooms.crypto, { room: name, token: seat });
    const snapshot = shown && readSnapshot(rooms.crypto, sealed, name);
    if (shown === null || snapshot === null || snapshot.run === run) return false;
    this.#goOnFrom(snapshot, shown);
    return true;
  }

  #goOnFrom(
    snapshot: RoomSnapshot,
    { member: bringer, turn }: { member: string; turn: number },
  ): void {
    const rooms = this.#rooms;
    const room = rooms.find(snapshot.room.name);
    const kept = snapshot.seats.find(({ member }) => member === bringer);
    const now = room?.seats.find(({ member }) => member === bringer);
    // An outdated seat token neither opens a seat nor proves membership in the snapshot.
    if (!kept || turn < Math.max(kept.turn, now?.turn ?? 0) - 1) return;
    const { call, access } = this.#authorityOver(snapshot, room);
    const isOne = call?.members.some(({ id }) => id === bringer) ?? false;
    if (call === null || !isOne || (room && !tellsMore(room.values, snapshot, call))) {
      return room && tell(room, access);
    }
    const { seatMemoryMs, chatHistory: history } = rooms.settings;
    const context = { call, access, now: rooms.now(), steady: rooms.steady(), seatMemoryMs };
    if (room === undefined) rooms.recover(roomFromSnapshot(snapshot, { ...context, history }));
    else room.mergeSnapshot(snapshot, context);
  }

  /** What outranks this snapshot: the records on disk, or without a disk the newest snapshot. */
  #authorityOver(snapshot: RoomSnapshot, room: LiveRoom | undefined): Authority {
    const { name } = snapshot.room;
    const { calls, admission: { accessStore } } = this.#rooms;
    // Where hosts decided nothing else, only the open room knows who holds which key.
    const present = newestOf(room?.access ?? null, accessStore.of(name));
    if (!calls.isDurable) return this.#authorityWithoutDisk(snapshot, { room, present });
    const call = calls.of(name);
    if (call?.number !== snapshot.call) return { call: null, access: present };
    return { call, access: withKeys(present, { call, name }) };
  }

  /** Without a disk: the call by the newest snapshot, and decisions by all snapshots. */
  #authorityWithoutDisk(
    snapshot: RoomSnapshot,
    { room, present }: { room: LiveRoom | undefined; present: RoomAccess | null },
  ): Authority {
    const { name } = snapshot.room;
    const { tombstones } = this.notes;
    const told = this.notes.toldOf(name);
    if (told === undefined && !this.notes.hasPlace) return { call: null, access: present };
    const isEnded = present?.closed && told?.access?.closed !== true; // in this run
    if (isEnded) return { call: null, access: present };
    const merged = present && this.#accessBy(snapshot, present);
    const access = this.#rooms.admission.accessStore.keep(name, merged);
    if (told !== undefined && isNewer(told.stamp, snapshot)) return { call: null, access };
    this.notes.tell(name, { stamp: stampOf(snapshot), access: snapshot.room.access });
    if (tombstones.holds(name, snapshot)) return { call: null, access };
    const removed = (id: string) => access?.bans.some(({ member }) => member === id) ?? false;
    const members = membersOf(snapshot, { isDoubtful: this.#isDoubtful(snapshot) })
      .filter(({ id }) => !removed(id) && !hasLeft(room, id) && !tombstones.hasLeft(name, id))
      .map((member) => withRoleNow(member, room));
    const newcomers = staying({ room, snapshot, before: present, access });
    return { call: { number: snapshot.call, members: [...members, ...newcomers] }, access };
  }

  /** What hosts decided in this run and according to this snapshot. */
  #accessBy(snapshot: RoomSnapshot, present: RoomAccess): RoomAccess {
    const { name, access } = snapshot.room;
    if (access === null) return present;
    const told = this.notes.toldOf(name);
    if (told !== undefined && !isNewer(snapshot, told.stamp)) return withOlder(present, access);
    const isOriginal = (hash: string) => isOriginalOf(name, hash);
    const base = told?.access ?? NEW_ACCESS;
    return withNewer(present, access, { base, isOriginal, shown: this.notes.shownAt(name) });
  }

  #isDoubtful({ at }: RoomSnapshot): boolean {
    const age = this.#rooms.now() - at;
    return age > MAX_AGE_MS || age < -MAX_AHEAD_MS;
  }
}

/** A snapshot that brings nobody back may still tell of decisions. */
function tell(room: LiveRoom, access: RoomAccess | null): void {
  if (access === null || access.turn === room.access?.turn) return;
  room.update((before) => withAccess(before, access));
}

/** Members of the call when the snapshot was sealed. A doubtful snapshot makes everybody a guest. */
function membersOf(
  { room, seats }: RoomSnapshot,
  { isDoubtful }: { isDoubtful: boolean },
): CallMember[] {
  const roleOf = (role: Role): Role => isDoubtful ? "guest" : role;
  const own = (rights: OwnRights | undefined) =>
    rights === undefined ? {} : { rights: isDoubtful ? withoutGrants(rights) : rights };
  return seats.flatMap(({ member: id, gone }): CallMember[] => {
    const known = room.members.find((member) => member.id === id);
    if (known !== undefined) {
      const { role, rights, media: { mic } } = known;
      return [{ id, role: roleOf(role), inside: true, mic, key: null, ...own(rights) }];
    }
    if (gone === null) return [];
    const { role, rights } = gone;
    return [{ id, role: roleOf(role), inside: false, mic: false, key: null, ...own(rights) }];
  });
}

/** Keeps only the rights that a host took away. */
function withoutGrants(rights: OwnRights): OwnRights {
  return Object.fromEntries(Object.entries(rights).filter(([, given]) => !given));
}

/** Adds holders of a valid host key, because not every room has an access record that tells them. */
function withKeys(
  access: RoomAccess | null,
  { call, name }: { call: Call; name: string },
): RoomAccess | null {
  return call.members.reduce((known, { id, key }) => {
    if (known === null || key === null) return known;
    // The list already names whoever showed the key last.
    if (known.hosts.some(({ hash }) => hash === key)) return known;
    const isGood = known.original && isOriginalOf(name, key);
    return isGood ? withHost(known, { hash: key, member: id }) : known;
  }, access);
}

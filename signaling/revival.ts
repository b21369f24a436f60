// Rooms that outlive the server: who belongs to their call takes a seat again by what members kept.
import type { Role } from "../protocol/roles.ts";
import type { Call, CallMember } from "./calls.ts";
import { type Copy, isNewer, readCopy } from "./copies.ts";
import { type Estate, NEW_ESTATE } from "./estates/estate.ts";
import { isOriginalOf } from "./estates/keys.ts";
import { withNewer, withOlder } from "./estates/merge.ts";
import { Graves } from "./graves.ts";
import type { Hub } from "./hub.ts";
import { merge, restored } from "./restore.ts";
import { readToken } from "./seats.ts";
import type { OpenRoom, Visitor } from "./visitor.ts";

/** What somebody brings along who wants to come back. */
export interface Relic {
  room: string;
  seat: string;
  copy: string;
}

/** By a clock that is right a copy is no older than this, in milliseconds; no rights come of older. */
const MAX_AGE_MS = 12 * 3_600_000;
/** Nor is it from further ahead than this. */
const MAX_AHEAD_MS = 600_000;

/** Takes copies over. Copies of this very run are never needed: this server knows better. */
export class Revival {
  readonly #hub: Hub;
  readonly #graves = new Graves();
  /** Without a disk: what the newest copy said that hosts had decided. */
  readonly #told = new Map<string, Estate>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Nobody is left in a room, or its call was ended (null): copies of it are worth nothing now. */
  bury(name: string, open: OpenRoom | null): void {
    if (open === null) return this.#graves.bury(name, null);
    const { base, call } = open;
    if (base !== null) this.#graves.bury(name, { call, base });
  }

  /** Goes on from a copy if it tells more than we know. Only who belongs to that call can bring it. */
  adopt({ room: name, seat, copy: sealed }: Relic): void {
    const hub = this.#hub;
    if (!hub.calls.takesCopies) return;
    const shown = readToken(hub.seals, { room: name, token: seat });
    const copy = shown && readCopy(hub.seals, sealed, name);
    if (copy === null || copy.run === hub.run) return;
    const bringer = shown?.member;
    if (!copy.seats.some(({ member }) => member === bringer)) return;
    const open = hub.find(name);
    const call = hub.calls.isDurable ? this.#known(copy) : this.#believed(copy, open);
    if (call === null || !call.members.some(({ id }) => id === bringer)) return;
    const estate = hub.reception.registry.of(name);
    const { seatMemoryMs, chatHistory: history } = hub.settings;
    const ground = { call, estate, now: hub.now(), steady: hub.steady(), seatMemoryMs };
    if (open === undefined) return hub.revive(restored(copy, { ...ground, history }));
    const { expelled, room, ...values } = merge(open, copy, ground);
    for (const member of expelled) this.#expel(open, member);
    Object.assign(open, values);
    hub.replace(open, room);
    hub.rollCall.plan(open);
  }

  /** The call of this copy as the disk has it; null if it is over. */
  #known({ call, room: { name } }: Copy): Call | null {
    const known = this.#hub.calls.of(name);
    return known?.number === call ? known : null;
  }

  /** Without a disk: the call as the newest copy tells it; null if it is over or told by a newer one. */
  #believed(copy: Copy, open: OpenRoom | undefined): Call | null {
    const { name } = copy.room;
    const { registry } = this.#hub.reception;
    const before = registry.of(name);
    if (before?.closed && registry.knows(name)) return null; // the end is newer than any copy
    const isNewest = !open?.base || isNewer(copy, open.base);
    const estate = before && this.#estateBy(copy, { present: before, isNewest });
    registry.keep(name, estate);
    if (!isNewest || this.#graves.holds(name, copy)) return null;
    const removed = (id: string) => estate?.bans.some(({ member }) => member === id) ?? false;
    const members = membersOf(copy, { isDoubtful: this.#isDoubtful(copy) })
      .filter(({ id }) => !removed(id) && !hasLeft(open, id));
    return { number: copy.call, members: [...members, ...staying({ open, copy, before, estate })] };
  }

  /** What hosts have decided, by this run and this copy. */
  #estateBy(
    { room: { name, estate } }: Copy,
    { present, isNewest }: { present: Estate; isNewest: boolean },
  ): Estate {
    if (estate === null) return present;
    if (!isNewest) return withOlder(present, estate);
    const isOriginal = (hash: string) => isOriginalOf(name, hash);
    const base = this.#told.get(name) ?? NEW_ESTATE;
    this.#told.set(name, estate);
    const isFirst = !this.#hub.reception.registry.knows(name);
    return isFirst ? estate : withNewer(present, estate, { base, isOriginal });
  }

  #isDoubtful({ at }: Copy): boolean {
    const age = this.#hub.now() - at;
    return age > MAX_AGE_MS || age < -MAX_AHEAD_MS;
  }

  #expel(open: OpenRoom, member: string): void {
    const visitor = open.present.get(member);
    if (visitor === undefined) return;
    this.#hub.standUp(visitor);
    visitor.outlet.drop(); // when it connects again, its seat is none any more
  }
}

/** Who belonged to the call when the copy was sealed. Of a doubtful one nobody has a role by it. */
function membersOf(
  { room, seats }: Copy,
  { isDoubtful }: { isDoubtful: boolean },
): CallMember[] {
  const roleOf = (role: Role): Role => isDoubtful ? "guest" : role;
  return seats.flatMap(({ member: id, gone }): CallMember[] => {
    const known = room.members.find((member) => member.id === id);
    if (known !== undefined) {
      return [{ id, role: roleOf(known.role), inside: true, mic: known.media.mic }];
    }
    return gone === null ? [] : [{ id, role: roleOf(gone.role), inside: false, mic: false }];
  });
}

/** Back once in this run, and gone since. */
function hasLeft(open: OpenRoom | undefined, id: string): boolean {
  return (open?.inherited.has(id) ?? false) && !open?.seats.some(({ member }) => member === id);
}

/** Who came since the start and may be in by what the copy says, too. */
function staying(
  { open, copy, before, estate }: {
    open: OpenRoom | undefined;
    copy: Copy;
    before: Estate | null;
    estate: Estate | null;
  },
): CallMember[] {
  if (open === undefined) return [];
  const isNew = (id: string) =>
    !open.inherited.has(id) && !copy.seats.some(({ member }) => member === id);
  return open.room.members.filter(({ id }) => isNew(id)).flatMap(
    ({ id, media: { mic } }): CallMember[] => {
      const key = before?.hosts.find(({ member }) => member === id);
      const isHost = key !== undefined && estate?.hosts.some(({ hash }) => hash === key.hash);
      if (isHost) return [{ id, role: "host", inside: true, mic }];
      if (isShut(estate, open.present.get(id))) return [];
      return [{ id, role: "guest", inside: true, mic }];
    },
  );
}

/** Whether somebody without a key or an invitation would have to be let in. */
function isShut(estate: Estate | null, visitor: Visitor | undefined): boolean {
  if (estate === null) return false;
  const address = visitor?.address ?? "";
  const isSuspect = address !== "" && estate.bans.some((ban) => ban.address === address);
  return estate.locked || estate.closed || estate.password !== null || isSuspect;
}

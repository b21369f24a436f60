// The one mutable object: every room that is open, who sits in it, who watches it.
import type { Author, ChatLine } from "../protocol/shapes.ts";
import type { NoticeName, Notices } from "../protocol/events.ts";
import { append, emptyLog, type Saying } from "./chat_log.ts";
import type { Clock } from "./clock.ts";
import type { IceSettings } from "./ice.ts";
import {
  count,
  emptyRoom,
  happenings,
  leave,
  markAway,
  memberOf,
  type Room,
  stateOf,
} from "./rooms.ts";
import { RollCall } from "./roll_call.ts";
import { keepUntil, revoke } from "./seats.ts";
import type { Seals } from "./seals.ts";
import type { OpenRoom, Outlet, Visitor } from "./visitor.ts";
import { Watchers } from "./watchers.ts";

/** What of the configuration concerns the signaling. */
export interface HubSettings extends IceSettings {
  /** Members of one room, those who are away included. */
  readonly roomLimit: number;
  /** Rooms open at the same time. */
  readonly roomsLimit: number;
  /** Lines that a room's log keeps; 0 = none. */
  readonly chatHistory: number;
  /** How long a member without a sign of life stays in the room, in milliseconds. */
  readonly seatGraceMs: number;
  /** The same after the page said that it is closing. */
  readonly reloadGraceMs: number;
  /** A socket from which nothing came for so long is silent, in milliseconds. */
  readonly silentMs: number;
  /** How long somebody who is in the room no more may come again as the same, in milliseconds. */
  readonly seatMemoryMs: number;
}

/** How much is going on. */
export interface HubStats {
  /** Rooms with members. */
  rooms: number;
  /** Rooms whose members are all gone, but may come again. */
  asleep: number;
  /** Members who are not away. */
  members: number;
  away: number;
  watchers: number;
}

/** What a hub needs from outside. */
export interface HubOptions {
  settings: HubSettings;
  clock: Clock;
  seals: Seals;
  /** Unguessable text of `[A-Za-z0-9_-]`, at least 128 bits. */
  randomId: () => string;
}
/** All rooms of this server. Handlers change them through {@link Hub.update} and nothing else. */
export class Hub {
  readonly settings: HubSettings;
  readonly seals: Seals;
  readonly randomId: () => string;
  readonly #clock: Clock;
  readonly #rooms = new Map<string, OpenRoom>();
  /** Rooms without members, the one that fell asleep first in front. */
  readonly #asleep = new Set<OpenRoom>();
  readonly #rollCall: RollCall;
  readonly #watchers = new Watchers();

  constructor({ settings, clock, seals, randomId }: HubOptions) {
    this.settings = settings;
    this.seals = seals;
    this.randomId = randomId;
    this.#clock = clock;
    this.#rollCall = new RollCall({ hub: this, clock });
  }

  /** Server time in milliseconds since 1970. */
  now(): number {
    return this.#clock.now();
  }

  /** Milliseconds that no setting of the clock moves; seats end by them. */
  steady(): number {
    return this.#clock.steady();
  }

  /** A new socket, which is nowhere yet. */
  enter(outlet: Outlet): Visitor {
    return { outlet, place: null, watching: null };
  }

  /** A socket is gone; a member's seat is kept for a while. */
  quit(visitor: Visitor): void {
    this.unwatch(visitor);
    this.stepAway(visitor, this.settings.seatGraceMs);
  }

  /** The room of this name, if it is open. */
  find(name: string): OpenRoom | undefined {
    return this.#rooms.get(name);
  }

  /** Whether no further room can be opened, were this visitor to leave theirs. */
  isFull({ place }: Visitor): boolean {
    const freed = place?.open.room.members.length === 1 ? 1 : 0;
    return this.#rooms.size - this.#asleep.size - freed >= this.settings.roomsLimit;
  }

  /** The room of this name, opened if need be. Whoever opens one seats a member in it at once. */
  open(name: string): OpenRoom {
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const [oldest] = this.#asleep;
    if (this.#rooms.size >= this.settings.roomsLimit && oldest !== undefined) this.free(oldest);
    const now = this.now();
    const open: OpenRoom = {
      room: emptyRoom(name, now),
      log: emptyLog({ history: this.settings.chatHistory, now }),
      seats: [],
      present: new Map(),
      look: undefined,
    };
    this.#rooms.set(name, open);
    return open;
  }

  /**
   * Changes a room and tells everybody whom it concerns: the state and the system messages to all
   * present members but `except`, the number to those who watch. A room without members falls
   * asleep, or is freed if nobody may come again.
   */
  update(
    open: OpenRoom,
    { change, except }: { change: (room: Room) => Room; except?: Visitor },
  ): void {
    const before = open.room;
    const after = change(before);
    if (after === before) return;
    open.room = after;
    this.tell(open, { event: "room:state", payload: stateOf(after), except });
    for (const { kind, from } of happenings(before, after)) {
      this.say(open, { saying: { kind }, from, ...(except && { except }) });
    }
    if (count(before) !== count(after)) this.#tellWatchers(after);
    if (after.members.length > 0) this.#asleep.delete(open);
    else if (open.seats.length > 0) this.#asleep.add(open);
    else this.free(open);
  }

  /** Adds a line to a room's chat and tells all present members but `except`; see `append`. */
  say(
    open: OpenRoom,
    { saying, from, except }: { saying: Saying; from: Author; except?: Visitor },
  ): ChatLine {
    const { log, line, added } = append(open.log, { saying, from, now: this.now() });
    open.log = log;
    if (added) this.tell(open, { event: "chat:line", payload: line, except });
    return line;
  }

  /** Tells all present members but `except`. Nothing of it is kept. */
  tell<E extends NoticeName>(
    open: OpenRoom,
    { event, payload, except }: {
      event: E;
      payload: Notices[E];
      except?: Visitor | undefined;
    },
  ): void {
    for (const visitor of open.present.values()) {
      if (visitor !== except) visitor.outlet.notify(event, payload);
    }
  }

  /** Puts a visitor onto a member's place. The newest wins: an older socket there is sent off. */
  sit(visitor: Visitor, { open, member }: { open: OpenRoom; member: string }): void {
    const older = open.present.get(member);
    if (older !== undefined && older !== visitor) {
      older.place = null;
      older.outlet.notify("member:replaced", {});
    }
    open.present.set(member, visitor);
    visitor.place = { open, member };
    this.unwatch(visitor);
    this.#rollCall.plan(open);
  }

  /** Parts a socket from its member; gives the place it had. */
  standUp(visitor: Visitor): Visitor["place"] {
    const place = visitor.place;
    visitor.place = null;
    place?.open.present.delete(place.member);
    return place;
  }

  /** Takes a visitor out of their room but keeps the seat for `graceMs` milliseconds. */
  stepAway(visitor: Visitor, graceMs: number): void {
    const place = this.standUp(visitor);
    if (place === null) return;
    const { open, member } = place;
    open.seats = keepUntil(open.seats, { member, until: this.steady() + graceMs });
    this.update(open, { change: (room) => markAway(room, member) });
    this.#rollCall.plan(open);
  }

  /** Somebody in the room still gets sound or picture of this member, who is away: it lives. */
  vouchFor(open: OpenRoom, member: string): void {
    if (memberOf(open.room, member)?.away !== true) return;
    const until = this.steady() + this.settings.seatGraceMs;
    open.seats = keepUntil(open.seats, { member, until });
    this.#rollCall.plan(open);
  }

  /** Takes a visitor out of their room for good. */
  leaveNow(visitor: Visitor): void {
    const place = this.standUp(visitor);
    if (place === null) return;
    const { open, member } = place;
    open.seats = revoke(open.seats, member);
    this.update(open, { change: (room) => leave(room, member) });
    this.#rollCall.plan(open);
  }

  /** Tells a visitor from now on how many are in a room; ends an earlier watch. */
  watch(visitor: Visitor, name: string): Notices["room:count"] {
    this.#watchers.add(visitor, name);
    return this.#countOf(name, this.find(name)?.room);
  }

  /** Ends a watch, if there is one. */
  unwatch(visitor: Visitor): void {
    this.#watchers.remove(visitor);
  }

  /** Counts what is going on right now. */
  stats(): HubStats {
    const stats: HubStats = {
      rooms: this.#rooms.size - this.#asleep.size,
      asleep: this.#asleep.size,
      members: 0,
      away: 0,
      watchers: this.#watchers.count(),
    };
    for (const { room } of this.#rooms.values()) {
      stats.members += count(room);
      stats.away += room.members.length - count(room);
    }
    return stats;
  }

  /** Stops all timers. Rooms are kept: nobody is told that the others left. */
  close(): void {
    for (const open of this.#rooms.values()) this.#rollCall.end(open);
  }

  /** Forgets a room in which nobody is, with its chat and its seats. */
  free(open: OpenRoom): void {
    this.#rollCall.end(open);
    this.#asleep.delete(open);
    this.#rooms.delete(open.room.name);
  }

  #tellWatchers(room: Room): void {
    for (const visitor of this.#watchers.of(room.name)) {
      visitor.outlet.notify("room:count", this.#countOf(room.name, room));
    }
  }

  #countOf(name: string, room: Room | undefined): Notices["room:count"] {
    return { room: name, count: room ? count(room) : 0, limit: this.settings.roomLimit };
  }
}

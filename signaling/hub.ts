// The one mutable object: every room that is open, who sits in it, who watches it.
import { randomUUID } from "node:crypto";
import type { Role } from "../protocol/roles.ts";
import type { Author, ChatLine, RoomState } from "../protocol/shapes.ts";
import type { NoticeName, Notices } from "../protocol/events.ts";
import { append, type Saying } from "./chat_log.ts";
import { ChatMemory } from "./chat_memory.ts";
import { Calls } from "./calls.ts";
import type { Clock } from "./clock.ts";
import { sealCopy } from "./copies.ts";
import { marked } from "./line_marks.ts";
import { rulesOf } from "./estates/estate.ts";
import { Registry } from "./estates/registry.ts";
import { Reception } from "./reception.ts";
import { emptyRoom, happenings, leave, markAway, type Room } from "./rooms.ts";
import { Revival } from "./revival.ts";
import { OpenRooms } from "./open_rooms.ts";
import { RollCall } from "./roll_call.ts";
import { keepUntil, revoke } from "./seats.ts";
import type { Seals } from "./seals.ts";
import { type HubOptions, type HubSettings, type HubStats, statsOf } from "./settings.ts";
import type { OpenRoom, Outlet, RoomValues, Visitor } from "./visitor.ts";
import { countFor, countIn, Watchers } from "./watchers.ts";

/** All rooms of this server. Handlers change them through {@link Hub.update} and nothing else. */
export class Hub {
  readonly settings: HubSettings;
  readonly seals: Seals;
  readonly randomId: () => string;
  readonly run: string;
  /** Who belongs to which call. */
  readonly calls: Calls;
  /** What was said in rooms with a host that are empty now. */
  readonly chats: ChatMemory;
  readonly #clock: Clock;
  /** Changed by this hub alone. */
  readonly rooms: OpenRooms;
  /** Who is silent, and whose seat ends. */
  readonly rollCall: RollCall;
  /** What copies bring back. */
  readonly revival: Revival;
  readonly #watchers = new Watchers();
  /** Who may come in, and who waits for it. */
  readonly reception: Reception;
  /** Copies that were sealed in this run. */
  #sealed = 0;

  constructor({ settings, clock, seals, randomId, ...options }: HubOptions) {
    const { run = randomUUID(), storage = null } = options;
    this.reception = new Reception({ hub: this, registry: new Registry(storage, clock) });
    this.settings = settings;
    this.rooms = new OpenRooms(settings);
    this.seals = seals;
    this.randomId = randomId;
    this.run = run;
    this.#clock = clock;
    const memoryMs = settings.chatMemoryMs ?? settings.seatMemoryMs;
    this.chats = new ChatMemory({ clock, memoryMs, history: settings.chatHistory });
    this.rollCall = new RollCall({ hub: this, clock });
    this.revival = new Revival(this);
    this.calls = new Calls({ storage: this.reception.registry.storage, clock });
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
  enter(outlet: Outlet, address = ""): Visitor {
    const nowhere = { place: null, watching: null, waiting: null, admitted: null, unlocked: null };
    return { outlet, address: address && this.seals.mark("address", address), ...nowhere };
  }

  /** A socket is gone; a member's seat is kept for a while. */
  quit(visitor: Visitor): void {
    this.unwatch(visitor);
    this.reception.quit(visitor);
    const silentFor = this.steady() - visitor.outlet.heardAt();
    this.stepAway(visitor, this.settings.seatGraceMs - silentFor);
  }

  /** The room of this name, if it is open. */
  find(name: string): OpenRoom | undefined {
    return this.rooms.get(name);
  }

  /** The room of this name, opened if need be. Whoever opens one seats a member in it at once. */
  open(name: string, address = ""): OpenRoom {
    const known = this.rooms.get(name);
    if (known !== undefined) return known;
    const now = this.now();
    const { number: call, last } = this.calls.begin(name);
    const log = this.chats.begin(name, last);
    const room = emptyRoom(name, { now, estate: this.reception.registry.of(name) });
    const fresh = { base: null, after: [], inherited: new Map<string, Role>() };
    return this.#put({ room, log, seats: [], call, ...fresh }, address);
  }

  /** Opens a room that was there before a restart, unless there is no place for it. */
  revive(values: RoomValues): void {
    if (this.rooms.isFull) return;
    const open = this.#put(values, "");
    this.calls.keep(open);
    this.rollCall.plan(open);
  }

  #put(values: RoomValues, address: string): OpenRoom {
    const surplus = this.rooms.surplus(address);
    if (surplus !== null) this.free(surplus);
    const { name } = values.room;
    const estate = this.reception.registry.keep(name, values.room.estate);
    const room = { ...values.room, estate };
    const empty = { sealed: null, present: new Map(), lookout: new Set<string>(), look: undefined };
    const open: OpenRoom = { ...values, room, ...empty, maker: "" };
    this.rooms.add(open, address);
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
    this.replace(open, after, except);
    for (const { kind, from, of } of happenings(before, after)) {
      this.say(open, { saying: { kind, ...(of && { of }) }, from, ...(except && { except }) });
    }
    if (after.members.length > 0) this.chats.forget(after.name);
    else if (after.estate !== null) this.chats.keep(after.name, open);
    if (after.members.length === 0 && open.seats.length === 0) this.free(open);
    else this.rooms.setAsleep(open, after.members.length === 0);
  }

  /** Puts another state in a room's place without a word in its chat, and tells of it. */
  replace(open: OpenRoom, after: Room, except?: Visitor): void {
    const before = open.room;
    const estate = this.reception.registry.keep(after.name, after.estate);
    open.room = estate === after.estate ? after : { ...after, estate };
    this.calls.keep(open);
    if (open.present.size > 0) {
      this.tell(open, { event: "room:state", payload: this.stateOf(open), except });
    }
    // Of a locked room nobody outside may learn when somebody comes or goes.
    const isRenamed = before.estate?.title !== open.room.estate?.title;
    if (isRenamed || countFor(before) !== countFor(open.room)) {
      this.#watchers.tell(after.name, this.#countOf(after.name));
    }
    this.reception.tell(after.name);
  }

  /** A room as its members see it, with the copy that they keep for us. */
  stateOf(open: OpenRoom): RoomState {
    const { name: room, version, members } = open.room;
    if (open.sealed?.room !== open.room || open.sealed.seats !== open.seats) {
      const stamp = { run: this.run, tick: ++this.#sealed, at: this.now() };
      const { isDurable } = this.calls;
      const text = sealCopy(this.seals, open, { ...stamp, isDurable });
      open.sealed = { room: open.room, seats: open.seats, text };
    }
    const rules = rulesOf(open.room.estate);
    return { room, version, members: [...members], rules, copy: open.sealed.text };
  }

  /** Adds a line to a room's chat and tells all present members but `except`; see `append`. */
  say(
    open: OpenRoom,
    { saying, from, except }: { saying: Saying; from: Author; except?: Visitor },
  ): ChatLine {
    const sign = (line: ChatLine) =>
      marked(this.seals, { room: open.room.name, call: open.call }, line);
    const { log, line, added } = append(open.log, { saying, from, now: this.now(), sign });
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
    this.reception.quit(visitor);
    visitor.admitted = null;
    this.rollCall.plan(open);
  }

  /** Parts a socket from its member; gives the place it had. */
  standUp(visitor: Visitor): Visitor["place"] {
    const place = visitor.place;
    visitor.place = null;
    place?.open.present.delete(place.member);
    place?.open.lookout.delete(place.member);
    return place;
  }

  /** Takes a visitor out of their room but keeps the seat for `graceMs` milliseconds. */
  stepAway(visitor: Visitor, graceMs: number): void {
    const place = this.standUp(visitor);
    if (place === null) return;
    const { open, member } = place;
    const known = open.seats.find((seat) => seat.member === member)?.until ?? Infinity;
    const until = Math.max(this.steady() + graceMs, known === Infinity ? 0 : known); // vouched for
    open.seats = keepUntil(open.seats, { member, until });
    this.update(open, { change: (room) => markAway(room, member) });
    this.rollCall.plan(open);
  }

  /** Takes a visitor out of their room for good. */
  leaveNow(visitor: Visitor): void {
    const place = this.standUp(visitor);
    if (place === null) return;
    const { open, member } = place;
    open.seats = revoke(open.seats, member);
    this.update(open, { change: (room) => leave(room, member) });
    this.rollCall.plan(open);
  }

  /** Tells a visitor from now on how many are in a room; ends an earlier watch. */
  watch(visitor: Visitor, name: string): Notices["room:count"] {
    this.#watchers.add(visitor, name);
    return this.#countOf(name);
  }

  /** Ends a watch, if there is one. */
  unwatch(visitor: Visitor): void {
    this.#watchers.remove(visitor);
  }

  /** Counts what is going on right now. */
  stats(): HubStats {
    return statsOf(this.rooms.values(), {
      asleep: this.rooms.asleep,
      watchers: this.#watchers.count(),
      waiting: this.reception.lobbies.count(),
    });
  }

  /** Stops all timers. Rooms are kept: nobody is told that the others left. */
  close(): void {
    this.calls.stop();
    this.chats.stop();
    for (const open of this.rooms.values()) this.rollCall.end(open);
    this.reception.registry.close();
  }

  /** Forgets a room in which nobody is, with its chat and its seats; `isEnded` by a host's word. */
  free(open: OpenRoom, { isEnded = false } = {}): void {
    const { name } = open.room;
    this.rollCall.end(open);
    this.rooms.delete(open);
    this.revival.bury(name, isEnded ? null : open);
    this.calls.close(name, open.log.last);
    if (!isEnded) return;
    this.calls.end(name);
    this.chats.forget(name);
  }

  #countOf(name: string): Notices["room:count"] {
    const estate = this.reception.registry.of(name);
    return countIn({ name, estate, room: this.find(name)?.room, limit: this.settings.roomLimit });
  }
}

// The one mutable object: every room that is open, who sits in it, who watches it.
import { randomUUID } from "node:crypto";
import type { Role } from "../protocol/roles.ts";
import type { Author, ChatLine, RoomState } from "../protocol/shapes.ts";
import type { ServerEventName, ServerEventPayloads } from "../protocol/events.ts";
import { append, type Saying } from "./room/chat_log.ts";
import { RetainedChats } from "./recovery/retained_chats.ts";
import { CallRecords } from "./recovery/call_records.ts";
import type { Clock } from "./clock.ts";
import { sealSnapshot } from "./recovery/room_snapshot.ts";
import { signed } from "./room/line_signatures.ts";
import { rulesOf } from "./room/room_access.ts";
import { AccessStore } from "./access/access_store.ts";
import { Admission } from "./access/admission.ts";
import { emptyRoom, leave, markAway, membershipChanges, type Room } from "./room/room.ts";
import { RoomRecovery } from "./recovery/room_recovery.ts";
import { OpenRooms } from "./open_rooms.ts";
import { LivenessMonitor } from "./room/liveness_check.ts";
import { keepUntil, revoke } from "./room/seats.ts";
import type { ServerCrypto } from "./server_crypto.ts";
import {
  type RoomDirectoryOptions,
  type RoomSettings,
  type RoomStats,
  statsOf,
} from "./settings.ts";
import type { ClientConnection, OpenRoom, RoomValues, Sink } from "./room/connection.ts";
import { countFor, countIn, CountSubscribers } from "./count_subscribers.ts";

/** All rooms of this server. Handlers change them through {@link RoomDirectory.update} and nothing else. */
export class RoomDirectory {
  readonly settings: RoomSettings;
  readonly crypto: ServerCrypto;
  readonly randomId: () => string;
  readonly run: string;
  /** Who belongs to which call. */
  readonly calls: CallRecords;
  /** What was said in rooms with a host that are empty now. */
  readonly chats: RetainedChats;
  readonly #clock: Clock;
  /** Changed by this hub alone. */
  readonly rooms: OpenRooms;
  /** Who is silent, and whose seat ends. */
  readonly livenessMonitor: LivenessMonitor;
  /** What copies bring back. */
  readonly recovery: RoomRecovery;
  readonly #watchers = new CountSubscribers();
  /** Who may come in, and who waits for it. */
  readonly admission: Admission;
  /** Copies that were sealed in this run. */
  #sealed = 0;

  constructor({ settings, clock, crypto, randomId, ...options }: RoomDirectoryOptions) {
    const { run = randomUUID(), storage = null } = options;
    this.admission = new Admission({ directory: this, registry: new AccessStore(storage, clock) });
    this.settings = settings;
    this.rooms = new OpenRooms(settings);
    this.crypto = crypto;
    this.randomId = randomId;
    this.run = run;
    this.#clock = clock;
    const memoryMs = settings.chatMemoryMs ?? settings.seatMemoryMs;
    this.chats = new RetainedChats({ clock, memoryMs, history: settings.chatHistory });
    this.livenessMonitor = new LivenessMonitor({ directory: this, clock });
    this.recovery = new RoomRecovery(this);
    this.calls = new CallRecords({ storage: this.admission.accessStore.storage, clock });
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
  enter(sink: Sink, address = ""): ClientConnection {
    const nowhere = {
      membership: null,
      watching: null,
      waiting: null,
      admitted: null,
      unlocked: null,
    };
    return { sink, address: address && this.crypto.sign("address", address), ...nowhere };
  }

  /** A socket is gone; a member's seat is kept for a while. */
  disconnected(connection: ClientConnection): void {
    this.unwatch(connection);
    this.admission.disconnected(connection);
    const silentFor = this.steady() - connection.sink.heardAt();
    this.markDisconnected(connection, this.settings.seatGraceMs - silentFor);
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
    const room = emptyRoom(name, { now, access: this.admission.accessStore.of(name) });
    const fresh = { base: null, after: [], inherited: new Map<string, Role>() };
    return this.#put({ room, log, seats: [], call, ...fresh }, address);
  }

  /** Opens a room that was there before a restart, unless there is no place for it. */
  recover(values: RoomValues): void {
    if (this.rooms.isFull) return;
    const open = this.#put(values, "");
    this.calls.keep(open);
    this.livenessMonitor.plan(open);
  }

  #put(values: RoomValues, address: string): OpenRoom {
    const surplus = this.rooms.surplus(address);
    if (surplus !== null) this.free(surplus);
    const { name } = values.room;
    const access = this.admission.accessStore.keep(name, values.room.access);
    const room = { ...values.room, access };
    const empty = {
      sealed: null,
      present: new Map(),
      notifiedAdmitters: new Set<string>(),
      look: undefined,
    };
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
    { change, except }: { change: (room: Room) => Room; except?: ClientConnection },
  ): void {
    const before = open.room;
    const after = change(before);
    if (after === before) return;
    this.replace(open, after, except);
    for (const { kind, from, of } of membershipChanges(before, after)) {
      this.say(open, { saying: { kind, ...(of && { of }) }, from, ...(except && { except }) });
    }
    if (after.members.length > 0) this.chats.forget(after.name);
    else if (after.access !== null) this.chats.keep(after.name, open);
    if (after.members.length === 0 && open.seats.length === 0) this.free(open);
    else this.rooms.setAsleep(open, after.members.length === 0);
  }

  /** Puts another state in a room's place without a word in its chat, and tells of it. */
  replace(open: OpenRoom, after: Room, except?: ClientConnection): void {
    const before = open.room;
    const access = this.admission.accessStore.keep(after.name, after.access);
    open.room = access === after.access ? after : { ...after, access };
    this.calls.keep(open);
    if (open.present.size > 0) {
      this.tell(open, { event: "room:state", payload: this.stateOf(open), except });
    }
    // Of a locked room nobody outside may learn when somebody comes or goes.
    const isRenamed = before.access?.title !== open.room.access?.title;
    if (isRenamed || countFor(before) !== countFor(open.room)) {
      this.#watchers.tell(after.name, this.#countOf(after.name));
    }
    this.admission.tell(after.name);
  }

  /** A room as its members see it, with the copy that they keep for us. */
  stateOf(open: OpenRoom): RoomState {
    const { name: room, version, members } = open.room;
    if (open.sealed?.room !== open.room || open.sealed.seats !== open.seats) {
      const stamp = { run: this.run, tick: ++this.#sealed, at: this.now() };
      const { isDurable } = this.calls;
      const text = sealSnapshot(this.crypto, open, { ...stamp, isDurable });
      open.sealed = { room: open.room, seats: open.seats, text };
    }
    const rules = rulesOf(open.room.access);
    return { room, version, members: [...members], rules, copy: open.sealed.text };
  }

  /** Adds a line to a room's chat and tells all present members but `except`; see `append`. */
  say(
    open: OpenRoom,
    { saying, from, except }: { saying: Saying; from: Author; except?: ClientConnection },
  ): ChatLine {
    const sign = (line: ChatLine) =>
      signed(this.crypto, { room: open.room.name, call: open.call }, line);
    const { log, line, added } = append(open.log, { saying, from, now: this.now(), sign });
    open.log = log;
    if (added) this.tell(open, { event: "chat:line", payload: line, except });
    return line;
  }

  /** Tells all present members but `except`. Nothing of it is kept. */
  tell<E extends ServerEventName>(
    open: OpenRoom,
    { event, payload, except }: {
      event: E;
      payload: ServerEventPayloads[E];
      except?: ClientConnection | undefined;
    },
  ): void {
    for (const connection of open.present.values()) {
      if (connection !== except) connection.sink.notify(event, payload);
    }
  }

  /** Puts a visitor onto a member's place. The newest wins: an older socket there is sent off. */
  attach(connection: ClientConnection, { open, member }: { open: OpenRoom; member: string }): void {
    const older = open.present.get(member);
    if (older !== undefined && older !== connection) {
      older.membership = null;
      older.sink.notify("member:replaced", {});
    }
    open.present.set(member, connection);
    connection.membership = { open, member };
    this.unwatch(connection);
    this.admission.disconnected(connection);
    connection.admitted = null;
    this.livenessMonitor.plan(open);
  }

  /** Parts a socket from its member; gives the place it had. */
  detach(connection: ClientConnection): ClientConnection["membership"] {
    const place = connection.membership;
    connection.membership = null;
    place?.open.present.delete(place.member);
    place?.open.notifiedAdmitters.delete(place.member);
    return place;
  }

  /** Takes a visitor out of their room but keeps the seat for `graceMs` milliseconds. */
  markDisconnected(connection: ClientConnection, graceMs: number): void {
    const place = this.detach(connection);
    if (place === null) return;
    const { open, member } = place;
    const known = open.seats.find((seat) => seat.member === member)?.until ?? Infinity;
    const until = Math.max(this.steady() + graceMs, known === Infinity ? 0 : known); // attested
    open.seats = keepUntil(open.seats, { member, until });
    this.update(open, { change: (room) => markAway(room, member) });
    this.livenessMonitor.plan(open);
  }

  /** Takes a visitor out of their room for good. */
  leave(connection: ClientConnection): void {
    const place = this.detach(connection);
    if (place === null) return;
    const { open, member } = place;
    open.seats = revoke(open.seats, member);
    this.update(open, { change: (room) => leave(room, member) });
    this.livenessMonitor.plan(open);
  }

  /** Tells a visitor from now on how many are in a room; ends an earlier watch. */
  watch(connection: ClientConnection, name: string): ServerEventPayloads["room:count"] {
    this.#watchers.add(connection, name);
    return this.#countOf(name);
  }

  /** Ends a watch, if there is one. */
  unwatch(connection: ClientConnection): void {
    this.#watchers.remove(connection);
  }

  /** Counts what is going on right now. */
  stats(): RoomStats {
    return statsOf(this.rooms.values(), {
      idle: this.rooms.asleep,
      subscribers: this.#watchers.count(),
      waiting: this.admission.waitingRooms.count(),
    });
  }

  /** Stops all timers. Rooms are kept: nobody is told that the others left. */
  close(): void {
    this.calls.stop();
    this.chats.stop();
    for (const open of this.rooms.values()) this.livenessMonitor.end(open);
    this.admission.accessStore.close();
  }

  /** Forgets a room in which nobody is, with its chat and its seats; `isEnded` by a host's word. */
  free(open: OpenRoom, { isEnded = false } = {}): void {
    const { name } = open.room;
    this.livenessMonitor.end(open);
    this.rooms.delete(open);
    this.recovery.addTombstone(name, isEnded ? null : open);
    this.calls.close(name, open.log.last);
    if (!isEnded) return;
    this.calls.end(name);
    this.chats.forget(name);
  }

  #countOf(name: string): ServerEventPayloads["room:count"] {
    const access = this.admission.accessStore.of(name);
    return countIn({ name, access, room: this.find(name)?.room, limit: this.settings.roomLimit });
  }
}

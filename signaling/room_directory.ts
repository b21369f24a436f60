// The rooms of this server by name: which are open, how many there may be, and who subscribes to their counts.
import { randomUUID } from "node:crypto";
import type { Role } from "../protocol/roles.ts";
import type { ServerEventPayloads } from "../protocol/events.ts";
import { RetainedChats } from "./recovery/retained_chats.ts";
import { CallRecords } from "./recovery/call_records.ts";
import type { Clock } from "./clock.ts";
import { AccessStore } from "./access/access_store.ts";
import { Admission } from "./access/admission.ts";
import type { SfuRooms } from "./media/sfu_rooms.ts";
import { sfuRoomsFor } from "./media/sfu_rooms_for.ts";
import { emptyRoom, type Room } from "./room/room.ts";
import { RoomRecovery } from "./recovery/room_recovery.ts";
import { OpenRooms } from "./open_rooms.ts";
import { localOwner, type RoomOwner } from "./room_owner.ts";
import type { ServerCrypto } from "./server_crypto.ts";
import {
  type RoomDirectoryOptions,
  type RoomSettings,
  type RoomStats,
  statsOf,
} from "./room_settings.ts";
import { type ClientConnection, connectionOf, type Sink } from "./room/connection.ts";
import { LiveRoom, membershipOf } from "./room/live_room.ts";
import type { RoomEnvironment } from "./room/room_environment.ts";
import type { RoomValues } from "./room/room_values.ts";
import { countIn, CountSubscribers, isCountChanged } from "./count_subscribers.ts";

/** All rooms of this server. A room's own methods change it, and nothing else. */
export class RoomDirectory {
  readonly settings: RoomSettings;
  readonly crypto: ServerCrypto;
  readonly randomId: () => string;
  readonly owner: RoomOwner;
  /** Who belongs to which call. */
  readonly calls: CallRecords;
  /** What was said in rooms with a host that are empty now. */
  readonly chats: RetainedChats;
  /** Changed by this directory alone. */
  readonly rooms: OpenRooms;
  /** What snapshots bring back. */
  readonly recovery: RoomRecovery;
  /** Who may come in, and who waits for it. */
  readonly admission: Admission;
  /** Who counts which room. */
  readonly subscribers = new CountSubscribers();
  /** Rooms whose media go through an SFU; null where there is none. */
  readonly sfuRooms: SfuRooms | null;
  readonly #clock: Clock;
  /** Snapshots that were sealed in this run. */
  #sealed = 0;

  constructor({ settings, clock, crypto, randomId, ...options }: RoomDirectoryOptions) {
    const { run = randomUUID(), storage = null, owner = localOwner({ run, clock }) } = options;
    this.settings = settings;
    this.crypto = crypto;
    this.randomId = randomId;
    this.owner = owner;
    this.#clock = clock;
    this.rooms = new OpenRooms(settings);
    const memoryMs = settings.chatMemoryMs ?? settings.seatMemoryMs;
    this.chats = new RetainedChats({ clock, memoryMs, history: settings.chatHistory });
    const accessStore = new AccessStore(storage, clock);
    this.calls = new CallRecords({ storage: accessStore.storage, clock });
    this.admission = new Admission({ rooms: this, accessStore });
    this.recovery = new RoomRecovery(this, clock);
    this.sfuRooms = sfuRoomsFor(options.sfu ?? null, { clock, rooms: this.rooms });
  }

  /** Server time in milliseconds since 1970. */
  now(): number {
    return this.#clock.now();
  }

  /** Milliseconds that no setting of the clock moves; seats end by them. */
  steady(): number {
    return this.#clock.steady();
  }

  /** A new connection, which belongs to no room yet. */
  enter(sink: Sink, address = "", host = ""): ClientConnection {
    return connectionOf(sink, { address: address && this.crypto.sign("address", address), host });
  }

  /** A connection is gone; a member's seat is kept for a while. */
  disconnected(connection: ClientConnection): void {
    this.unwatch(connection);
    this.admission.disconnected(connection);
    const silentFor = this.steady() - connection.sink.heardAt();
    this.detach(connection, { graceMs: this.settings.seatGraceMs - silentFor });
  }

  /** The room of this name, if it is open. */
  find(name: string): LiveRoom | undefined {
    return this.rooms.get(name);
  }

  /** The room of this name, opened if need be. Whoever opens one attaches a member to it at once. */
  open(name: string, address = ""): LiveRoom {
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
    const room = this.#put(values, "");
    this.calls.keep(room.values);
    room.beginAwayChecks();
  }

  /** Takes a connection's member out of their room, but keeps the seat for `graceMs` milliseconds. */
  detach(connection: ClientConnection, { graceMs }: { graceMs: number }): void {
    const place = membershipOf(connection);
    place?.room.detach(place.member, { graceMs });
  }

  /** Takes a connection's member out of their room for good. */
  leave(connection: ClientConnection): void {
    const place = membershipOf(connection);
    place?.room.leave(place.member);
  }

  /** Tells a connection from now on how many are in a room; ends an earlier subscription. */
  watch(connection: ClientConnection, name: string): ServerEventPayloads["room:count"] {
    this.subscribers.add(connection, name);
    return this.#countOf(name);
  }

  /** Ends a subscription, if there is one. */
  unwatch(connection: ClientConnection): void {
    this.subscribers.remove(connection);
  }

  /** Counts what is going on right now. */
  stats(): RoomStats {
    return statsOf(this.rooms.values(), {
      ...{ idle: this.rooms.idle, subscribers: this.subscribers.count() },
      ...{ waiting: this.admission.waitingRooms.count(), sfuRooms: this.sfuRooms?.count ?? 0 },
    });
  }

  /** Stops all timers. Rooms are kept: nobody is told that the others left. */
  close(): void {
    this.calls.stop();
    this.chats.stop();
    this.recovery.notes.stop();
    this.sfuRooms?.close();
    for (const room of this.rooms.values()) room.close();
    this.admission.accessStore.close();
  }

  /** Forgets a room in which nobody is, with its chat and its seats; `isEnded` by a host's word. */
  free(room: LiveRoom, { isEnded = false } = {}): void {
    room.close();
    this.rooms.delete(room);
    this.recovery.addTombstone(room.name, isEnded ? null : room.values);
    this.calls.close(room.name, room.log.last);
    if (isEnded) this.#forgetCall(room.name);
  }

  /** The room lives in another process: its clients have to come again, and nothing is kept of it. */
  abandon(name: string): void {
    const room = this.find(name);
    if (room !== undefined) this.rooms.delete(room);
    this.calls.forget(name);
    this.chats.forget(name);
    this.admission.accessStore.forget(name);
    room?.close();
    room?.abandon();
  }

  /** Ends the call of a room in which nobody is: nobody of before a restart comes back to it. */
  endUnopened(name: string): void {
    this.recovery.addTombstone(name, null);
    this.#forgetCall(name);
  }

  #forgetCall(name: string): void {
    this.calls.end(name);
    this.chats.forget(name);
  }

  #put(values: RoomValues, maker: string): LiveRoom {
    const surplus = this.rooms.surplus(maker);
    if (surplus !== null) this.free(surplus);
    const { accessStore } = this.admission;
    const access = accessStore.keep(values.room.name, values.room.access);
    const room = new LiveRoom(
      { ...values, room: { ...values.room, access } },
      { maker, environment: this.#environment(values.room.name) },
    );
    this.rooms.add(room);
    return room;
  }

  #environment(room: string): RoomEnvironment {
    const { run } = this.owner.tenureOf(room);
    const { isDurable } = this.calls;
    return {
      settings: this.settings,
      clock: this.#clock,
      crypto: this.crypto,
      nextStamp: () => ({ run, tick: ++this.#sealed, at: this.now(), isDurable }),
      keepAccess: (name, access) => this.admission.accessStore.keep(name, access),
      keepCall: (values) => this.calls.keep(values),
      changed: (before) => this.#changed(before),
      occupancyChanged: (name) => this.#occupancyChanged(name),
      attached: (connection) => {
        this.unwatch(connection);
        this.admission.entered(connection);
      },
      free: (name, options) => {
        const room = this.find(name);
        if (room !== undefined) this.free(room, options);
      },
    };
  }

  #changed(before: Room): void {
    const { name } = before;
    const room = this.find(name);
    if (room === undefined) return;
    if (isCountChanged(before, room)) this.subscribers.tell(name, this.#countOf(name));
    this.admission.tell(name);
    this.sfuRooms?.changed(name);
  }

  /** A room without members becomes idle, or is freed if nobody can return to it. */
  #occupancyChanged(name: string): void {
    const room = this.find(name);
    if (room === undefined) return;
    const isEmpty = room.members.length === 0;
    if (!isEmpty) this.chats.forget(name);
    else if (room.access !== null) this.chats.keep(name, room);
    if (room.isVacant) this.free(room);
    else this.rooms.setIdle(room, isEmpty);
  }

  #countOf(name: string): ServerEventPayloads["room:count"] {
    const access = this.admission.accessStore.of(name);
    return countIn({ name, access, room: this.find(name), limit: this.settings.roomLimit });
  }
}

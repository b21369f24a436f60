// One open room as an object: its values, its connections and its timer. Nothing else changes them.
import type { ServerEventName, ServerEventPayloads } from "../../protocol/events.ts";
import type { Waiting } from "../../protocol/roles.ts";
import type { Author, ChatLine, Member, RoomState } from "../../protocol/shapes.ts";
import { withAllowedMedia } from "./allowed_media.ts";
import { type RoomSnapshot, sealSnapshot } from "../recovery/room_snapshot.ts";
import { merge, type MergeContext } from "../recovery/snapshot_merge.ts";
import type { ChatLog, Saying } from "./chat_log.ts";
import type { ClientConnection, RoomView } from "./connection.ts";
import { AwayMonitor } from "./away_monitor.ts";
import { membershipChanges } from "./membership_changes.ts";
import { changed, type RoomAccess, rulesOf, withBan } from "./room_access.ts";
import { authorOf, leave, markAway, memberOf, type Room, withAccess } from "./room.ts";
import { RoomConnections } from "./room_connections.ts";
import type { RoomEnvironment } from "./room_environment.ts";
import { RoomSeats, type SeatedPage } from "./room_seats.ts";
import type { RoomValues } from "./room_values.ts";
import { originOf, type Seats, type Shown } from "./seats.ts";
import { appendSigned, restoreSigned } from "./signed_log.ts";

/** Which member of which room a connection belongs to, and since when, in steady milliseconds. */
export interface Membership {
  readonly room: LiveRoom;
  readonly member: string;
  readonly since: number;
}

const memberships = new WeakMap<ClientConnection, Membership>();

/** The member that a connection belongs to; null while it belongs to none. */
export function membershipOf(connection: ClientConnection): Membership | null {
  return memberships.get(connection) ?? null;
}

/** An open room. Whoever opens one attaches a member to it at once. */
export class LiveRoom implements RoomView {
  /** Our mark of the address that opened it; "" when nobody tells. */
  readonly maker: string;
  readonly #environment: RoomEnvironment;
  readonly #values: Omit<RoomValues, "seats">;
  readonly #seats: RoomSeats;
  readonly #connections = new RoomConnections();
  readonly #awayMonitor: AwayMonitor;
  /** The newest snapshot for the members, and of what it was made. */
  #sealed: { room: Room; seats: Seats; text: string } | null = null;

  constructor(
    { seats, ...values }: RoomValues,
    { maker, environment }: { maker: string; environment: RoomEnvironment },
  ) {
    this.maker = maker;
    this.#environment = environment;
    this.#values = values;
    this.#seats = new RoomSeats(seats, environment);
    const { clock, settings } = environment;
    this.#awayMonitor = new AwayMonitor({
      view: this,
      seats: this.#seats,
      clock,
      settings,
      update: (change) => this.update(change),
      drop: (member) => this.#disconnect(member)?.sink.drop(),
      checked: () => this.#checked(),
    });
  }

  get name(): string {
    return this.#values.room.name;
  }

  get members(): readonly Member[] {
    return this.#values.room.members;
  }

  get access(): RoomAccess | null {
    return this.#values.room.access;
  }

  get seats(): Seats {
    return this.#seats.all;
  }

  get log(): ChatLog {
    return this.#values.log;
  }

  get connections(): ReadonlyMap<string, ClientConnection> {
    return this.#connections.byMember;
  }

  /** All values at once, to be read. */
  get values(): Readonly<RoomValues> {
    return { ...this.#values, seats: this.seats };
  }

  /** Whether nobody is in it and nobody can return to it. */
  get isVacant(): boolean {
    return this.members.length === 0 && this.seats.length === 0;
  }

  /** The room as its members see it, with the snapshot that they keep for the server. */
  state(): RoomState {
    const { name: room, version, members, access, media } = this.#values.room;
    const seen = { members: [...members], rules: rulesOf(access), ...(media && { media }) };
    return { room, version, ...seen, copy: this.snapshot() };
  }

  /** Everything that a restarted server needs to go on with it, sealed. */
  snapshot(): string {
    const { room, seats } = this.values;
    if (this.#sealed?.room !== room || this.#sealed.seats !== seats) {
      const { crypto } = this.#environment;
      const text = sealSnapshot(crypto, this.values, this.#environment.nextStamp());
      this.#sealed = { room, seats, text };
    }
    return this.#sealed.text;
  }

  /**
   * Changes the room and tells everybody whom it concerns: the state and the system messages to all
   * members with a connection but `except`, the number to those who subscribe to it.
   */
  update(change: (room: Room) => Room, { except }: { except?: ClientConnection } = {}): void {
    const before = this.#values.room;
    const after = change(before);
    if (after === before) return;
    this.#replace(after, except);
    for (const { kind, from, of } of membershipChanges(before, this.#values.room)) {
      this.say({ saying: { kind, ...(of && { of }) }, from, ...(except && { except }) });
    }
    this.#environment.occupancyChanged(this.name);
  }

  /** Adds a line to the chat and tells all members but `except`; see `append`. */
  say(
    { except, ...said }: { saying: Saying; from: Author; except?: ClientConnection },
  ): ChatLine {
    const { crypto, clock } = this.#environment;
    const saying = { ...said, now: clock.now(), crypto };
    const { log, line, added } = appendSigned(this.#values, saying);
    this.#values.log = log;
    if (added) this.notifyAll("chat:line", line, { except });
    return line;
  }

  /** Puts a line back that was said in this call before a restart; whether it was genuine and missing. */
  restoreLine(line: ChatLine, { except }: { except: ClientConnection }): boolean {
    const { crypto, clock } = this.#environment;
    const log = restoreSigned(this.#values, line, { now: clock.now(), crypto });
    if (log === null) return false;
    this.#values.log = log;
    this.notifyAll("chat:line", line, { except });
    return true;
  }

  /** Tells one member something; whether the member has a connection. Nothing of it is kept. */
  notify<E extends ServerEventName>(
    member: string,
    event: E,
    payload: ServerEventPayloads[E],
  ): boolean {
    const connection = this.connections.get(member);
    connection?.sink.notify(event, payload);
    return connection !== undefined;
  }

  /** Tells all members with a connection but `except`. Nothing of it is kept. */
  notifyAll<E extends ServerEventName>(
    event: E,
    payload: ServerEventPayloads[E],
    { except }: { except?: ClientConnection | undefined } = {},
  ): void {
    this.#connections.notifyAll(event, payload, except);
  }

  /** Tells a member who is waiting; that nobody is, only if the member knows of somebody. */
  notifyWaiting(member: string, waiting: Waiting[]): void {
    this.#connections.notifyWaiting(member, waiting);
  }

  /** Gives a new member a seat, and the connection to the member. */
  attach(connection: ClientConnection, { member, ...from }: { member: string } & SeatedPage): void {
    this.#seats.issue(member, from);
    this.#connect(connection, member);
  }

  /** Gives a connection to the member whose seat token it has shown. */
  reattach(
    connection: ClientConnection,
    { shown, page }: { shown: Shown; page: string | undefined },
  ): void {
    this.#seats.renew(shown, { address: connection.address, page });
    this.#connect(connection, shown.member);
  }

  /** Parts a member from their connection but keeps the seat for `graceMs` milliseconds. */
  detach(member: string, { graceMs }: { graceMs: number }): void {
    this.#disconnect(member);
    this.#seats.keepFor(member, graceMs);
    this.update((room) => markAway(room, member));
    this.#awayMonitor.plan();
  }

  /** Takes a member out of the room for good. */
  leave(member: string): void {
    this.#disconnect(member);
    this.#seats.revoke(member);
    this.update((room) => leave(room, member));
    this.#awayMonitor.plan();
  }

  /** Removes a member of a room with access rules, who cannot come again by themselves. */
  remove(member: string, by: Author): void {
    const target = memberOf(this, member);
    const { access: before } = this;
    if (target === undefined || before === null) return;
    const address = this.connections.get(member)?.address;
    const after = withBan(before, { member, ...originOf(this.seats, member, address) });
    this.#seats.revoke(member);
    this.#disconnect(member)?.sink.notify("member:removed", { by });
    this.#replace(withAccess(leave(this.#values.room, member), after));
    this.say({ saying: { kind: "removed", of: authorOf(target) }, from: by });
    if (after.locked && !before.locked) this.say({ saying: { kind: "locked" }, from: by });
  }

  /**
   * Ends the call for everybody, and forgets the chat and the seats; nobody comes in again before a
   * host does, and who waits goes on waiting. `by` is null when it was no member.
   */
  end(by: Author | null): void {
    for (const member of [...this.connections.keys()]) {
      this.#disconnect(member)?.sink.notify("room:ended", { by });
    }
    this.#seats.replace([]);
    const { room } = this.#values;
    const { access } = room;
    const after = access === null ? room : withAccess(room, changed(access, { closed: true }));
    this.#replace({ ...after, members: [] });
    this.#environment.free(this.name, { isEnded: true });
  }

  /**
   * Another member still gets sound or picture of this one, who is away: the member lives. That
   * alone keeps nobody for ever.
   */
  attestAlive(member: string): void {
    this.#awayMonitor.attestAlive(member);
  }

  /** Takes over what a snapshot tells beyond what the room knows; see `merge`. */
  mergeSnapshot(snapshot: RoomSnapshot, context: MergeContext): void {
    const { expelled, room, seats, ...values } = merge(this.values, snapshot, context);
    // When such a client connects again, its token opens no seat any more.
    for (const member of expelled) this.#disconnect(member)?.sink.drop();
    this.#seats.replace(seats);
    Object.assign(this.#values, values);
    this.#replace(room);
    this.#awayMonitor.plan();
  }

  /** For a room that was opened from a snapshot: nobody attaches a connection to it at once. */
  beginAwayChecks(): void {
    this.#awayMonitor.plan();
  }

  /** The directory forgets the room, or the server stops: no timer fires any more. */
  close(): void {
    this.#awayMonitor.close();
  }

  /** The room lives elsewhere: its clients have to come again. */
  abandon(): void {
    for (const id of [...this.connections.keys()]) this.#disconnect(id)?.sink.drop();
  }

  /** Puts another state in the room's place without a word in its chat, and tells of it. */
  #replace(after: Room, except?: ClientConnection): void {
    const before = this.#values.room;
    const access = this.#environment.keepAccess(after.name, after.access);
    this.#values.room = withAllowedMedia(access === after.access ? after : { ...after, access });
    this.#environment.keepCall(this.values);
    if (this.connections.size > 0) this.notifyAll("room:state", this.state(), { except });
    this.#environment.changed(before);
  }

  /** The newest connection wins: an older one of the same member is told so. */
  #connect(connection: ClientConnection, member: string): void {
    const older = this.#connections.set(member, connection);
    if (older !== null) {
      memberships.delete(older);
      older.sink.notify("member:replaced", {});
    }
    memberships.set(connection, { room: this, member, since: this.#environment.clock.steady() });
    this.#environment.attached(connection);
    this.#awayMonitor.plan();
  }

  /** Parts a member from their connection, and returns it if there was one. */
  #disconnect(member: string): ClientConnection | undefined {
    const connection = this.#connections.remove(member);
    if (connection !== undefined) memberships.delete(connection);
    return connection;
  }

  /** Seats may have ended: nobody may be able to return any more. */
  #checked(): void {
    this.#environment.keepCall(this.values);
    if (this.isVacant) this.#environment.free(this.name, { isEnded: false });
  }
}

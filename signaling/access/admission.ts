// Who may come into an owned room, who waits for admission, and whom the server tells about it.
import type { ErrorCode } from "../../protocol/errors.ts";
import { LET_IN_MS } from "../../protocol/limits.ts";
import type { Role, Wait } from "../../protocol/roles.ts";
import type { Join } from "../../protocol/shapes.ts";
import { distinctName } from "../room/distinct_names.ts";
import { AttemptLimiter } from "./attempt_limiter.ts";
import type { RoomAccess } from "../room/room_access.ts";
import { admitters } from "./admitters.ts";
import { readInvite } from "./invitations.ts";
import { deputyHash, hostHash } from "./host_keys.ts";
import type { AccessStore } from "./access_store.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import type { RoomSettings } from "../room_settings.ts";
import { WaitingRooms } from "./waiting_rooms.ts";
import { type Origin, readToken } from "../room/seats.ts";
import type { ClientConnection, RoomView } from "../room/connection.ts";
import type { LiveRoom } from "../room/live_room.ts";

/** The role in which somebody may come in, and what gives it to them. */
export interface AdmissionRequest {
  role: Role;
  /** The hash of the host's key that was shown. */
  host?: string;
  /** The hash of the deputy's key that was shown. */
  deputy?: string;
  /** The invitation that was used. */
  invite?: string;
}

/** What admission needs of the directory of rooms. */
export interface AdmissionRooms {
  readonly settings: RoomSettings;
  readonly crypto: ServerCrypto;
  readonly randomId: () => string;
  now(): number;
  steady(): number;
  find(name: string): LiveRoom | undefined;
  leave(connection: ClientConnection): void;
  unwatch(connection: ClientConnection): void;
}

/** Decides who comes into which room. Everybody comes into open rooms. */
export class Admission {
  readonly accessStore: AccessStore;
  /** Wrong passwords, and wrong invitations. */
  readonly passwords = new AttemptLimiter();
  readonly invitations = new AttemptLimiter();
  readonly waitingRooms = new WaitingRooms();
  readonly #rooms: AdmissionRooms;

  constructor({ rooms, accessStore }: { rooms: AdmissionRooms; accessStore: AccessStore }) {
    this.#rooms = rooms;
    this.accessStore = accessStore;
  }

  /** Whether this server has such rooms at all: a server may refuse rooms that belong to nobody. */
  hasRoom(room: string): boolean {
    return this.#rooms.settings.openRooms !== "none" || this.accessStore.of(room) !== null;
  }

  /**
   * In which role this connection may come in, or why not. People who need admission wait from now on.
   * So do people from an address or with an invitation of somebody who was removed, unless they show a
   * host key.
   */
  admit(connection: ClientConnection, wish: Join): AdmissionRequest | ErrorCode {
    const access = this.accessStore.of(wish.room);
    if (access === null) return this.#isOn(wish.room) ? { role: "guest" } : "no-such-room";
    const { madeRoomsOnly = false } = this.#rooms.settings;
    if (madeRoomsOnly && !this.accessStore.knows(wish.room)) return "no-such-room";
    const key = wish.host;
    const host = key === undefined ? null : hostHash(access, { room: wish.room, key });
    if (host !== null) return { role: "host", host };
    if (this.#isRemoved(access, wish)) return "removed";
    const entry = this.#entryOf(connection, { wish, access });
    if (typeof entry === "string") return entry;
    const suspect = isSuspect(access, {
      address: connection.address,
      invite: entry.invite ?? null,
    });
    const isOpen = entry.deputy === undefined ? !access.locked && !access.closed : !access.closed;
    const isShut = !isOpen && entry.invite === undefined;
    const isFree = !isShut && !suspect;
    if (isFree || this.#isAdmitted(connection, { room: wish.room, suspect })) return entry;
    return this.#wait(connection, { wish, suspect });
  }

  /** The connection stops waiting, or is gone. */
  disconnected(connection: ClientConnection): void {
    const room = this.waitingRooms.remove(connection);
    if (room !== null) this.tell(room);
  }

  /** The connection now belongs to a member: it no longer waits, and its grant is used up. */
  entered(connection: ClientConnection): void {
    this.disconnected(connection);
    connection.admitted = null;
  }

  /** Tells admitters who is waiting, and the waiting whether an admitter is there. */
  tell(name: string): void {
    const room = this.#rooms.find(name);
    const mayAdmit = room === undefined || room.access === null ? [] : admitters(room);
    this.#tellWaiting(name, mayAdmit.length > 0);
    if (room === undefined || room.access === null) return;
    const waiting = this.waitingRooms.of(name).map(([, each]) => each);
    for (const member of room.connections.keys()) {
      room.notifyWaiting(member, mayAdmit.includes(member) ? waiting : []);
    }
  }

  /** Admits or refuses one or all (null) of the waiting; returns whom. */
  answer(room: RoomView, { id, admit }: { id: string | null; admit: boolean }) {
    const all = this.waitingRooms.of(room.name).filter(([, waiting]) =>
      id === null || waiting.id === id
    );
    const until = this.#rooms.steady() + LET_IN_MS;
    for (const [connection, { suspect }] of all) {
      this.waitingRooms.remove(connection);
      if (admit) connection.admitted = { room, until, suspect };
      connection.sink.notify("admission:answer", { admitted: admit });
    }
    if (all.length > 0) this.tell(room.name);
    return all.map(([, waiting]) => waiting);
  }

  /** The room was unlocked: admits all of the waiting but the suspect ones. */
  unlock(room: RoomView): void {
    for (const [, { id, suspect }] of this.waitingRooms.of(room.name)) {
      if (!suspect) this.answer(room, { id, admit: true });
    }
  }

  /** Whether people may enter an open room: on a server that opens none anew, somebody has to be inside. */
  #isOn(room: string): boolean {
    const { openRooms } = this.#rooms.settings;
    return openRooms !== "existing" || (this.#rooms.find(room)?.members.length ?? 0) > 0;
  }

  /** Checks what somebody shows: a deputy key, an invitation, or the password if there is one. */
  #entryOf(
    connection: ClientConnection,
    { wish: { room, host, invite }, access }: { wish: Join; access: RoomAccess },
  ): AdmissionRequest | ErrorCode {
    const deputy = host === undefined ? null : deputyHash(access, host);
    if (deputy !== null) return { role: "deputy", deputy };
    if (invite !== undefined) return this.#byInvite(connection, { room, access, token: invite });
    const { password } = access;
    const knows = password === null || connection.unlocked === password;
    return knows ? { role: "guest" } : "password-needed";
  }

  /** Whether somebody admitted this connection a moment ago, to the call that is still going on. */
  #isAdmitted(
    { admitted }: ClientConnection,
    { room, suspect }: { room: string; suspect: boolean },
  ): boolean {
    if (admitted === null || this.#rooms.steady() >= admitted.until) return false;
    const isOn = this.#rooms.find(room) === admitted.room &&
      admitted.room.members.length > 0;
    return isOn && (admitted.suspect || !suspect);
  }

  #isRemoved({ bans }: RoomAccess, { room, seat }: Join): boolean {
    const shown = seat === undefined ? null : readToken(this.#rooms.crypto, { room, token: seat });
    return shown !== null && bans.some(({ member }) => member === shown.member);
  }

  #byInvite(
    { address }: ClientConnection,
    { room, access, token }: { room: string; access: RoomAccess; token: string },
  ): AdmissionRequest | ErrorCode {
    const { crypto } = this.#rooms;
    const invite = readInvite(crypto, { room, token, access, now: this.#rooms.now() });
    if (invite !== null) return { role: invite.role, invite: invite.id };
    const isTry = this.invitations.take({ room, address }, this.#rooms.steady());
    return isTry ? "bad-invite" : "too-fast";
  }

  #wait(
    connection: ClientConnection,
    { wish: { room, name }, suspect }: { wish: Join; suspect: boolean },
  ): ErrorCode {
    const id = this.#rooms.randomId();
    this.#rooms.leave(connection);
    this.#rooms.unwatch(connection);
    if (connection.waiting !== room) this.disconnected(connection);
    const waiting = this.waitingRooms.of(room).filter(([other]) => other !== connection);
    const members = this.#rooms.find(room)?.members ?? [];
    const others = [...members, ...waiting.map(([, each]) => each)].map((each) => each.name);
    const distinct = distinctName(name, others);
    const entry = { room, id, name: distinct, since: this.#rooms.now(), suspect };
    if (!this.waitingRooms.add(connection, entry)) {
      return "too-many-waiting";
    }
    this.tell(room);
    return "waiting";
  }

  #tellWaiting(room: string, attended: boolean): void {
    const ended = this.accessStore.of(room)?.closed ?? false;
    for (const [connection, { suspect }] of this.waitingRooms.of(room)) {
      const reason = suspect ? "suspect" : ended ? "ended" : "locked";
      const wait: Wait = { reason, attended };
      if (!this.waitingRooms.isNews(connection, wait)) continue;
      connection.sink.notify("admission:pending", wait);
    }
  }
}

/** Whether a host removed somebody with the same address or invitation. */
function isSuspect({ bans }: RoomAccess, { address, invite }: Origin): boolean {
  return bans.some((ban) =>
    (address !== "" && ban.address === address) || (invite !== null && ban.invite === invite)
  );
}

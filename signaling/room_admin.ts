// Rooms for other programs: they make, read and end rooms, and invite to them, without being inside.
import { changed, NEW_ACCESS, type RoomAccess } from "./room/room_access.ts";
import {
  invitationOf,
  type InvitationOptions,
  invitationsOf,
  tokenOfInvite,
  withInvite,
  withoutInvite,
} from "./access/invitations.ts";
import { newKey, suffixOf } from "./access/host_keys.ts";
import { hashPassword } from "./access/passwords.ts";
import type { RoomDirectory } from "./room_directory.ts";
import { count, memberOf, withAccess } from "./room/room.ts";
import type { Rights } from "../protocol/rights.ts";
import type { Invitation, Role } from "../protocol/roles.ts";
import type { Author } from "../protocol/shapes.ts";
import { changeRules, type RoomRules } from "./access/change_rules.ts";

/** How a room is to be from the beginning. */
export interface RoomOptions {
  /** The whole name around the part that proves the host. */
  nameOf: (suffix: string) => string;
  locked?: boolean;
  password?: string | null;
  /** The address key of whoever asks: the server limits the rooms that one address makes. */
  by?: string;
  /** Whether the program that made it may act on it later; otherwise only its host may. */
  managed?: boolean;
  /** Whether a room of this name can be kept by this process; always if it is left out. */
  mayKeep?: (room: string) => Promise<boolean>;
}

/** What a program learns of a room: nothing of its members or its chat. */
export interface RoomReport {
  room: string;
  /** Members who are not away. */
  people: number;
  waiting: number;
  locked: boolean;
  hasPassword: boolean;
  /** Somebody ended the call, and no host has come since. */
  ended: boolean;
}

/** Somebody in the call, as a program sees them. */
export interface Person {
  /** Good until they leave. */
  id: string;
  name: string;
  role: Role;
  /** When they came, in milliseconds since 1970. */
  since: number;
}

/** What a program wants to hold in a room; what is left out stays as it is. */
export interface RulesChange {
  locked?: boolean;
  rights?: Partial<Rights>;
}

/** In whose name a room is told what a program did. */
const PROGRAM: Author = { id: "api", name: "API" };

/** The room does not exist, or no program made it. */
export type NoRoom = "no-such-room";

/** The change is valid now but could not be saved: the next run will not know it. */
export type NotKept = "not-kept";

/** An answer that another process may have to give; "starting" if none can be had at the moment. */
export type Remote<T> = Promise<T | "starting">;

/** What can be asked about a room that is there; the room's name comes first. */
export const ADMIN_OPERATIONS = [
  "read",
  "end",
  "invite",
  "invitations",
  "revoke",
  "people",
  "remove",
  "rules",
] as const;
type AdminOperation = typeof ADMIN_OPERATIONS[number];

/** What a program may do, whichever process it came to. */
export type RoomAdminApi =
  & Pick<RoomAdmin, "make">
  & {
    [K in AdminOperation]: (
      ...args: Parameters<RoomAdmin[K]>
    ) => ReturnType<RoomAdmin[K]> | Remote<ReturnType<RoomAdmin[K]>>;
  };

/** Acts on rooms that it made itself, and on no other. */
export class RoomAdmin {
  readonly #directory: RoomDirectory;

  constructor(directory: RoomDirectory) {
    this.#directory = directory;
  }

  /** A new room and its host's key; the key is kept nowhere. */
  async make(
    { nameOf, locked = false, password = null, by = "", managed = true, mayKeep }: RoomOptions,
  ): Promise<{ room: string; key: string } | "too-fast" | "server-full"> {
    const { accessStore } = this.#directory.admission;
    const address = by && this.#directory.crypto.sign("address", by); // as sockets are counted
    if (!accessStore.makers.take(address, this.#directory.steady())) return "too-fast";
    if (accessStore.storage.isFull()) return "server-full";
    const hash = password === null ? null : await hashPassword(password, address);
    if (password !== null && hash === null) return "too-fast";
    const key = newKey();
    const room = nameOf(suffixOf(key));
    if (mayKeep !== undefined && !await mayKeep(room)) return "server-full";
    const { madeRoomsOnly: made = false } = this.#directory.settings;
    accessStore.keep(room, changed(NEW_ACCESS, { managed, made, locked, password: hash }));
    return accessStore.isSaved(room) ? { room, key } : "server-full";
  }

  read(room: string): RoomReport | NoRoom {
    const access = this.#accessOf(room);
    if (access === null) return "no-such-room";
    const liveRoom = this.#directory.find(room);
    const { locked, closed: ended, password } = access;
    const people = liveRoom === undefined ? 0 : count(liveRoom);
    const waiting = this.#directory.admission.waitingRooms.of(room).length;
    return { room, people, waiting, locked, hasPassword: password !== null, ended };
  }

  /** Ends the call; waiting people go on waiting. Returns how many members were inside. */
  end(room: string): { people: number } | NoRoom | NotKept {
    const access = this.#accessOf(room);
    if (access === null) return "no-such-room";
    const liveRoom = this.#directory.find(room);
    const people = liveRoom === undefined ? 0 : count(liveRoom);
    if (liveRoom !== undefined) liveRoom.end(null);
    else {
      if (!access.closed) this.#settle(room, changed(access, { closed: true }));
      this.#directory.endUnopened(room);
    }
    return this.#isKept(room) ? { people } : "not-kept";
  }

  /** A new invitation and its token, which is kept nowhere. */
  invite(
    room: string,
    wish: InvitationOptions,
  ): { token: string; invitation: Invitation } | NoRoom | NotKept | "too-many" {
    const directory = this.#directory;
    const access = this.#accessOf(room);
    if (access === null) return "no-such-room";
    const made = withInvite(access, { wish, id: directory.randomId(), now: directory.now() });
    if (made === null) return "too-many";
    this.#settle(room, made.access);
    if (!this.#isKept(room)) return "not-kept";
    const { invite } = made;
    const token = tokenOfInvite(directory.crypto, { room, invite });
    return { token, invitation: invitationOf(invite) };
  }

  /** Those that are still good. */
  invitations(room: string): { invitations: Invitation[] } | NoRoom {
    const access = this.#accessOf(room);
    if (access === null) return "no-such-room";
    return { invitations: invitationsOf(access, this.#directory.now()) };
  }

  /** Nobody comes by it any more; who came stays. */
  revoke(room: string, id: string): NoRoom | NotKept | "no-such-invitation" | null {
    const access = this.#accessOf(room);
    if (access === null) return "no-such-room";
    const after = withoutInvite(access, id);
    if (after === null) return "no-such-invitation";
    this.#settle(room, after);
    return this.#isKept(room) ? null : "not-kept";
  }

  /** Who is in the call, the one who came first first. */
  people(room: string): { people: Person[] } | NoRoom {
    if (this.#accessOf(room) === null) return "no-such-room";
    const members = this.#directory.find(room)?.members ?? [];
    const people = members.map(({ id, name, role, joinedAt }) => (
      { id, name, role, since: joinedAt }
    ));
    return { people: people.sort((a, b) => a.since - b.since) };
  }

  /** Removes somebody who is no host; they have to be let in if they come again. */
  remove(room: string, id: string): NoRoom | NotKept | "no-such-person" | "is-host" | null {
    if (this.#accessOf(room) === null) return "no-such-room";
    const liveRoom = this.#directory.find(room);
    const person = liveRoom && memberOf(liveRoom, id);
    if (liveRoom === undefined || person === undefined) return "no-such-person";
    if (person.role === "host") return "is-host";
    liveRoom.remove(id, PROGRAM);
    return this.#isKept(room) ? null : "not-kept";
  }

  /** Changes what holds in the room; those inside are told. Returns what holds then. */
  rules(room: string, change: RulesChange): RoomRules | NoRoom | NotKept {
    const access = this.#accessOf(room);
    if (access === null) return "no-such-room";
    const { locked = access.locked } = change;
    const rights = { ...access.rights, ...change.rights };
    const liveRoom = this.#directory.find(room);
    const context = liveRoom && { room: liveRoom, access, from: PROGRAM };
    if (context === undefined) this.#settle(room, changed(access, { locked, rights }));
    else if (changeRules(context, { locked, rights }).isOpened) {
      this.#directory.admission.unlock(context.room);
    }
    return this.#isKept(room) ? { locked, rights } : "not-kept";
  }

  #isKept(room: string): boolean {
    return this.#directory.admission.accessStore.isSaved(room);
  }

  #accessOf(room: string): RoomAccess | null {
    const access = this.#directory.admission.accessStore.of(room);
    return access?.managed ? access : null;
  }

  #settle(room: string, access: RoomAccess): void {
    const liveRoom = this.#directory.find(room);
    if (liveRoom === undefined) this.#directory.admission.accessStore.keep(room, access);
    else liveRoom.update((before) => withAccess(before, access));
  }
}

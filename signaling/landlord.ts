// Rooms as other programs see them: made, looked at, ended, and invitations to them; nobody sits inside.
import { changed, type Estate, NEW_ESTATE } from "./estates/estate.ts";
import {
  invitationOf,
  invitationsOf,
  type InviteWish,
  tokenOfInvite,
  withInvite,
  withoutInvite,
} from "./estates/invites.ts";
import { newKey, suffixOf } from "./estates/keys.ts";
import { hashPassword } from "./estates/passwords.ts";
import { endRoom, endUnopened } from "./ending.ts";
import type { Hub } from "./hub.ts";
import { count, withEstate } from "./rooms.ts";
import type { Invitation } from "../protocol/roles.ts";

/** How a room is to be from the beginning. */
export interface RoomWish {
  /** The whole name around the part that proves the host. */
  nameOf: (suffix: string) => string;
  locked?: boolean;
  password?: string | null;
  /** Who wants it, as `addressKey` says it: nobody makes so many that others' are forgotten. */
  by?: string;
  /** Whether this landlord may act on it later; else it is its host's alone. */
  managed?: boolean;
}

/** What is told of a room: nothing of who is in it or of what is said. */
export interface RoomReport {
  room: string;
  /** Members who are not away. */
  people: number;
  waiting: number;
  locked: boolean;
  hasPassword: boolean;
  /** The call was ended for all, and no host has come since. */
  ended: boolean;
}

/** A room that is not there, or was not made by another program, which is none of its business. */
export type NoRoom = "no-such-room";

/** It holds now, but could not be saved: the next run does not know it. */
export type NotKept = "not-kept";

/** Acts on rooms that it made itself, and on no other. */
export class Landlord {
  readonly #hub: Hub;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** A new room and its host's key; the key is kept nowhere. */
  async make(
    { nameOf, locked = false, password = null, by = "", managed = true }: RoomWish,
  ): Promise<{ room: string; key: string } | "too-fast" | "server-full"> {
    const { registry } = this.#hub.reception;
    const address = by && this.#hub.seals.mark("address", by); // as sockets are counted
    if (!registry.makers.take(address, this.#hub.steady())) return "too-fast";
    if (registry.storage.isFull()) return "server-full";
    const hash = password === null ? null : await hashPassword(password, address);
    if (password !== null && hash === null) return "too-fast";
    const key = newKey();
    const room = nameOf(suffixOf(key));
    const { madeRoomsOnly: made = false } = this.#hub.settings;
    registry.keep(room, changed(NEW_ESTATE, { managed, made, locked, password: hash }));
    return registry.isSaved(room) ? { room, key } : "server-full";
  }

  read(room: string): RoomReport | NoRoom {
    const estate = this.#estateOf(room);
    if (estate === null) return "no-such-room";
    const open = this.#hub.find(room);
    const { locked, closed: ended, password } = estate;
    const people = open === undefined ? 0 : count(open.room);
    const waiting = this.#hub.reception.lobbies.of(room).length;
    return { room, people, waiting, locked, hasPassword: password !== null, ended };
  }

  /** Ends the call; who waits goes on waiting. Gives how many were sent off. */
  end(room: string): { people: number } | NoRoom | NotKept {
    const estate = this.#estateOf(room);
    if (estate === null) return "no-such-room";
    const open = this.#hub.find(room);
    const people = open === undefined ? 0 : count(open.room);
    if (open !== undefined) endRoom(this.#hub, { open, estate, by: null });
    else {
      if (!estate.closed) this.#settle(room, changed(estate, { closed: true }));
      endUnopened(this.#hub, room);
    }
    return this.#isKept(room) ? { people } : "not-kept";
  }

  /** A new invitation and its token, which is kept nowhere. */
  invite(
    room: string,
    wish: InviteWish,
  ): { token: string; invitation: Invitation } | NoRoom | NotKept | "too-many" {
    const hub = this.#hub;
    const estate = this.#estateOf(room);
    if (estate === null) return "no-such-room";
    const made = withInvite(estate, { wish, id: hub.randomId(), now: hub.now() });
    if (made === null) return "too-many";
    this.#settle(room, made.estate);
    if (!this.#isKept(room)) return "not-kept";
    const { invite } = made;
    const token = tokenOfInvite(hub.seals, { room, invite });
    return { token, invitation: invitationOf(invite) };
  }

  /** Those that are still good. */
  invitations(room: string): { invitations: Invitation[] } | NoRoom {
    const estate = this.#estateOf(room);
    if (estate === null) return "no-such-room";
    return { invitations: invitationsOf(estate, this.#hub.now()) };
  }

  /** Nobody comes by it any more; who came stays. */
  revoke(room: string, id: string): NoRoom | NotKept | "no-such-invitation" | null {
    const estate = this.#estateOf(room);
    if (estate === null) return "no-such-room";
    const after = withoutInvite(estate, id);
    if (after === null) return "no-such-invitation";
    this.#settle(room, after);
    return this.#isKept(room) ? null : "not-kept";
  }

  #isKept(room: string): boolean {
    return this.#hub.reception.registry.isSaved(room);
  }

  #estateOf(room: string): Estate | null {
    const estate = this.#hub.reception.registry.of(room);
    return estate?.managed ? estate : null;
  }

  #settle(room: string, estate: Estate): void {
    const open = this.#hub.find(room);
    if (open === undefined) this.#hub.reception.registry.keep(room, estate);
    else this.#hub.update(open, { change: (before) => withEstate(before, estate) });
  }
}

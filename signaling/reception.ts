// Who may come into a room that belongs to somebody, who waits before it, and who is told of it.
import type { ErrorCode } from "../protocol/errors.ts";
import type { Role } from "../protocol/roles.ts";
import type { Join } from "../protocol/shapes.ts";
import { Attempts } from "./estates/attempts.ts";
import type { Estate } from "./estates/estate.ts";
import { readInvite } from "./estates/invites.ts";
import { hostHash } from "./estates/keys.ts";
import type { Registry } from "./estates/registry.ts";
import type { Hub } from "./hub.ts";
import { Lobbies } from "./lobbies.ts";
import { readToken } from "./seats.ts";
import type { OpenRoom, Visitor } from "./visitor.ts";

/** What somebody is let in as, and by what. */
export interface Entry {
  role: Role;
  /** The hash of the host's key that was shown. */
  host?: string;
  /** The invitation that was used. */
  invite?: string;
}

/** The door of every room: open rooms have none. */
export class Reception {
  readonly registry: Registry;
  /** Wrong passwords, and wrong invitations. */
  readonly passwords = new Attempts();
  readonly invitations = new Attempts();
  readonly lobbies = new Lobbies();
  readonly #hub: Hub;

  constructor({ hub, registry }: { hub: Hub; registry: Registry }) {
    this.#hub = hub;
    this.registry = registry;
  }

  /** As what this visitor may come in, or why not. Who has to be let in waits from now on. */
  admit(visitor: Visitor, wish: Join): Entry | ErrorCode {
    const estate = this.registry.of(wish.room);
    if (estate === null) return { role: "guest" };
    const { madeRoomsOnly = false } = this.#hub.settings;
    if (madeRoomsOnly && !this.registry.knows(wish.room)) return "no-such-room";
    const key = wish.host;
    const host = key === undefined ? null : hostHash(estate, { room: wish.room, key });
    if (host !== null) return { role: "host", host };
    if (this.#isRemoved(estate, wish)) return "removed";
    if (wish.invite !== undefined) return this.#byInvite(visitor, wish, wish.invite);
    const { password } = estate;
    const mayWait = password === null || visitor.unlocked === password;
    if (!mayWait) return "password-needed";
    const free = !estate.locked && !estate.closed && !isSuspect(estate, visitor);
    if (free || visitor.admitted === wish.room) return { role: "guest" };
    return this.#knock(visitor, wish);
  }

  /** Somebody stops waiting, or is gone. */
  quit(visitor: Visitor): void {
    const room = this.lobbies.remove(visitor);
    if (room !== null) this.tell(room);
  }

  /** Tells those who may let others in who is waiting. */
  tell(room: string): void {
    const open = this.#hub.find(room);
    if (open === undefined || open.room.estate === null) return;
    const waiting = this.lobbies.of(room).map(([, each]) => each);
    const keepers = keepersOf(open);
    for (const [member, visitor] of open.present) {
      const sees = keepers.includes(member) ? waiting : [];
      if (sees.length === 0 && !open.lookout.has(member)) continue;
      if (sees.length === 0) open.lookout.delete(member);
      else open.lookout.add(member);
      visitor.outlet.notify("lobby:state", { waiting: sees });
    }
  }

  /** Lets one or all (null) of those who wait in, or sends them away; gives whom. */
  answer(room: string, { id, admit }: { id: string | null; admit: boolean }) {
    const all = this.lobbies.of(room).filter(([, waiting]) => id === null || waiting.id === id);
    for (const [visitor] of all) {
      this.lobbies.remove(visitor);
      if (admit) visitor.admitted = room;
      visitor.outlet.notify("lobby:answer", { admitted: admit });
    }
    if (all.length > 0) this.tell(room);
    return all.map(([, waiting]) => waiting);
  }

  /** The door was opened: nobody has to wait any more but those whose address is suspect. */
  openDoor(room: string): void {
    for (const [, { id, suspect }] of this.lobbies.of(room)) {
      if (!suspect) this.answer(room, { id, admit: true });
    }
  }

  #isRemoved({ bans }: Estate, { room, seat }: Join): boolean {
    const shown = seat === undefined ? null : readToken(this.#hub.seals, { room, token: seat });
    return shown !== null && bans.some(({ member }) => member === shown.member);
  }

  #byInvite({ address }: Visitor, { room }: Join, token: string): Entry | ErrorCode {
    const estate = this.registry.of(room);
    const { seals } = this.#hub;
    const invite = estate && readInvite(seals, { room, token, estate, now: this.#hub.now() });
    if (invite !== null) return { role: invite.role, invite: invite.id };
    const isTry = this.invitations.take({ room, address }, this.#hub.steady());
    return isTry ? "bad-invite" : "too-fast";
  }

  #knock(visitor: Visitor, { room, name }: Join): ErrorCode {
    const suspect = isSuspect(this.registry.of(room), visitor);
    const id = this.#hub.randomId();
    this.#hub.leaveNow(visitor);
    this.#hub.unwatch(visitor);
    if (!this.lobbies.add(visitor, { room, id, name, since: this.#hub.now(), suspect })) {
      return "room-full";
    }
    this.tell(room);
    return "waiting";
  }
}

/** Members who may let others in: hosts, else the one named member who is there longest. */
export function keepersOf({ room, present }: OpenRoom): string[] {
  const here = room.members.filter(({ id }) => present.has(id));
  const hosts = here.filter(({ role }) => role === "host").map(({ id }) => id);
  if (hosts.length > 0) return hosts;
  const deputy = here.find(({ role }) => role === "member"); // members are in order of joining
  return deputy === undefined ? [] : [deputy.id];
}

function isSuspect(estate: Estate | null, { address }: Visitor): boolean {
  return address !== "" && (estate?.bans.some((ban) => ban.address === address) ?? false);
}

// Who may come into a room that belongs to somebody, who waits before it, and who is told of it.
import type { ErrorCode } from "../protocol/errors.ts";
import { LET_IN_MS } from "../protocol/limits.ts";
import type { Role, Wait } from "../protocol/roles.ts";
import type { Join } from "../protocol/shapes.ts";
import { distinctName } from "./distinct_names.ts";
import { Attempts } from "./estates/attempts.ts";
import type { Estate } from "./estates/estate.ts";
import { readInvite } from "./estates/invites.ts";
import { deputyHash, hostHash } from "./estates/keys.ts";
import type { Registry } from "./estates/registry.ts";
import type { Hub } from "./hub.ts";
import { Lobbies } from "./lobbies.ts";
import { type Origin, readToken } from "./seats.ts";
import type { OpenRoom, Visitor } from "./visitor.ts";

/** What somebody is let in as, and by what. */
export interface Entry {
  role: Role;
  /** The hash of the host's key that was shown. */
  host?: string;
  /** The hash of the deputy's key that was shown. */
  deputy?: string;
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

  /** Whether this server has rooms like this at all: some have none that belong to nobody. */
  hasRoom(room: string): boolean {
    return this.#hub.settings.openRooms !== "none" || this.registry.of(room) !== null;
  }

  /**
   * As what this visitor may come in, or why not. Who has to be let in waits from now on: whoever
   * comes from where somebody was removed, whatever is shown but a host's key.
   */
  admit(visitor: Visitor, wish: Join): Entry | ErrorCode {
    const estate = this.registry.of(wish.room);
    if (estate === null) return this.#isOn(wish.room) ? { role: "guest" } : "no-such-room";
    const { madeRoomsOnly = false } = this.#hub.settings;
    if (madeRoomsOnly && !this.registry.knows(wish.room)) return "no-such-room";
    const key = wish.host;
    const host = key === undefined ? null : hostHash(estate, { room: wish.room, key });
    if (host !== null) return { role: "host", host };
    if (this.#isRemoved(estate, wish)) return "removed";
    const entry = this.#entryOf(visitor, { wish, estate });
    if (typeof entry === "string") return entry;
    const suspect = isSuspect(estate, { address: visitor.address, invite: entry.invite ?? null });
    const isOpen = entry.deputy === undefined ? !estate.locked && !estate.closed : !estate.closed;
    const isShut = !isOpen && entry.invite === undefined;
    const isFree = !isShut && !suspect;
    if (isFree || this.#isAdmitted(visitor, { room: wish.room, suspect })) return entry;
    return this.#knock(visitor, { wish, suspect });
  }

  /** Somebody stops waiting, or is gone. */
  quit(visitor: Visitor): void {
    const room = this.lobbies.remove(visitor);
    if (room !== null) this.tell(room);
  }

  /** Tells those who may let others in who is waiting, and those who wait whether any of them is there. */
  tell(room: string): void {
    const open = this.#hub.find(room);
    const keepers = open === undefined || open.room.estate === null ? [] : keepersOf(open);
    this.#tellWaiting(room, keepers.length > 0);
    if (open === undefined || open.room.estate === null) return;
    const waiting = this.lobbies.of(room).map(([, each]) => each);
    for (const [member, visitor] of open.present) {
      const sees = keepers.includes(member) ? waiting : [];
      if (sees.length === 0 && !open.lookout.has(member)) continue;
      if (sees.length === 0) open.lookout.delete(member);
      else open.lookout.add(member);
      visitor.outlet.notify("lobby:state", { waiting: sees });
    }
  }

  /** Lets one or all (null) of those who wait in, or sends them away; gives whom. */
  answer(open: OpenRoom, { id, admit }: { id: string | null; admit: boolean }) {
    const { name: room } = open.room;
    const all = this.lobbies.of(room).filter(([, waiting]) => id === null || waiting.id === id);
    const until = this.#hub.steady() + LET_IN_MS;
    for (const [visitor, { suspect }] of all) {
      this.lobbies.remove(visitor);
      if (admit) visitor.admitted = { open, until, suspect };
      visitor.outlet.notify("lobby:answer", { admitted: admit });
    }
    if (all.length > 0) this.tell(room);
    return all.map(([, waiting]) => waiting);
  }

  /** The door was opened: nobody has to wait any more but those whose address is suspect. */
  openDoor(open: OpenRoom): void {
    for (const [, { id, suspect }] of this.lobbies.of(open.room.name)) {
      if (!suspect) this.answer(open, { id, admit: true });
    }
  }

  /** Whether an open room may be entered: where none is opened anew, somebody has to be inside. */
  #isOn(room: string): boolean {
    const { openRooms } = this.#hub.settings;
    return openRooms !== "existing" || (this.#hub.find(room)?.room.members.length ?? 0) > 0;
  }

  /** What is shown at the door: a deputy's key, an invitation, or the password if there is one. */
  #entryOf(
    visitor: Visitor,
    { wish: { room, host, invite }, estate }: { wish: Join; estate: Estate },
  ): Entry | ErrorCode {
    const deputy = host === undefined ? null : deputyHash(estate, host);
    if (deputy !== null) return { role: "deputy", deputy };
    if (invite !== undefined) return this.#byInvite(visitor, { room, estate, token: invite });
    const { password } = estate;
    const knows = password === null || visitor.unlocked === password;
    return knows ? { role: "guest" } : "password-needed";
  }

  /** Somebody let this socket in a moment ago, and the call for which they did it is still on. */
  #isAdmitted(
    { admitted }: Visitor,
    { room, suspect }: { room: string; suspect: boolean },
  ): boolean {
    if (admitted === null || this.#hub.steady() >= admitted.until) return false;
    const isOn = this.#hub.find(room) === admitted.open && admitted.open.room.members.length > 0;
    return isOn && (admitted.suspect || !suspect);
  }

  #isRemoved({ bans }: Estate, { room, seat }: Join): boolean {
    const shown = seat === undefined ? null : readToken(this.#hub.seals, { room, token: seat });
    return shown !== null && bans.some(({ member }) => member === shown.member);
  }

  #byInvite(
    { address }: Visitor,
    { room, estate, token }: { room: string; estate: Estate; token: string },
  ): Entry | ErrorCode {
    const { seals } = this.#hub;
    const invite = readInvite(seals, { room, token, estate, now: this.#hub.now() });
    if (invite !== null) return { role: invite.role, invite: invite.id };
    const isTry = this.invitations.take({ room, address }, this.#hub.steady());
    return isTry ? "bad-invite" : "too-fast";
  }

  #knock(
    visitor: Visitor,
    { wish: { room, name }, suspect }: { wish: Join; suspect: boolean },
  ): ErrorCode {
    const id = this.#hub.randomId();
    this.#hub.leaveNow(visitor);
    this.#hub.unwatch(visitor);
    if (visitor.waiting !== room) this.quit(visitor);
    const waiting = this.lobbies.of(room).filter(([other]) => other !== visitor);
    const members = this.#hub.find(room)?.room.members ?? [];
    const others = [...members, ...waiting.map(([, each]) => each)].map((each) => each.name);
    const distinct = distinctName(name, others);
    const knock = { room, id, name: distinct, since: this.#hub.now(), suspect };
    if (!this.lobbies.add(visitor, knock)) {
      return "too-many-waiting";
    }
    this.tell(room);
    return "waiting";
  }

  #tellWaiting(room: string, attended: boolean): void {
    const ended = this.registry.of(room)?.closed ?? false;
    for (const [visitor, { suspect }] of this.lobbies.of(room)) {
      const reason = suspect ? "suspect" : ended ? "ended" : "locked";
      const wait: Wait = { reason, attended };
      if (!this.lobbies.isNews(visitor, wait)) continue;
      visitor.outlet.notify("lobby:waiting", wait);
    }
  }
}

/** Members who may let others in: hosts, else deputies, else the one named member who is there longest. */
export function keepersOf({ room, present }: OpenRoom): string[] {
  const here = room.members.filter(({ id }) => present.has(id));
  const hosts = here.filter(({ role }) => role === "host").map(({ id }) => id);
  if (hosts.length > 0) return hosts;
  const deputies = here.filter(({ role }) => role === "deputy").map(({ id }) => id);
  if (deputies.length > 0) return deputies;
  const first = here.find(({ role }) => role === "member"); // members are in order of joining
  return first === undefined ? [] : [first.id];
}

/** Somebody was removed who came from the same address, or by the same invitation. */
function isSuspect({ bans }: Estate, { address, invite }: Origin): boolean {
  return bans.some((ban) =>
    (address !== "" && ban.address === address) || (invite !== null && ban.invite === invite)
  );
}

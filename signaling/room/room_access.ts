// What belongs to a room that belongs to somebody, as a value: hosts, rules, bans, invitations.
import {
  ALL_RIGHTS,
  type OwnRights,
  type Right,
  RIGHTS,
  type Rights,
  type Role,
  type Rules,
} from "../../protocol/roles.ts";
import type { MediaFlags } from "../../protocol/slots.ts";

/** Somebody who can prove to be a host. */
export interface Host {
  /** SHA-256 of the key, in base64url. */
  readonly hash: string;
  /** The member who showed it last, or for whom it was made. */
  readonly member: string | null;
}

/** Somebody who was sent off and may not come back. */
export interface Ban {
  readonly member: string;
  /** Our mark of their address: who has the same has to be let in. */
  readonly address: string;
  /** The id of the invitation by which they came: who shows it has to be let in, too. */
  readonly invite: string | null;
}

/** Somebody from whom a host took rights that others have. */
export interface Restriction {
  readonly member: string;
  /** Our mark of their address: who has the same lacks those rights, too. */
  readonly address: string;
  /** The id of the invitation by which they came: the same of who shows it. */
  readonly invite: string | null;
  readonly rights: readonly Right[];
}

/** An invitation that was made; its token is known to those who got it. */
export interface Invite {
  readonly id: string;
  readonly role: Role;
  /** Server time in milliseconds since 1970. */
  readonly until: number;
  readonly left: number;
}

/** All of it. `turn` grows with every change, so that the newest of two is known. */
export interface RoomAccess {
  readonly turn: number;
  /** The key that the room's name is made of still opens it. */
  readonly original: boolean;
  readonly hosts: readonly Host[];
  /** Who keeps order while no host is there; they prove it with a key as hosts do. */
  readonly deputies: readonly Host[];
  readonly locked: boolean;
  /** Another program had it made, and may act on it (`docs/api.md`). */
  readonly managed: boolean;
  /** Somebody who had signed in asked for the room: it is kept though nothing was decided. */
  readonly made: boolean;
  /** A host ended the call for all: nobody comes in before a host. */
  readonly closed: boolean;
  readonly rights: Rights;
  /** The password, salted and hashed; null for none. */
  readonly password: string | null;
  /** What a host called it, sealed where the room has a key; null for no title. */
  readonly title: string | null;
  readonly bans: readonly Ban[];
  readonly restrictions: readonly Restriction[];
  readonly invites: readonly Invite[];
}

/** Bans that one room keeps; with more it is locked, so that none has to go. */
export const MAX_BANS = 100;
/** Invitations that one room keeps. */
export const MAX_INVITES = 50;
/** Keys of hosts that one room keeps, beside the one that its name is made of. */
export const MAX_HOSTS = 20;

/** A room that somebody has just thought of. */
export const NEW_ACCESS: RoomAccess = {
  turn: 0,
  original: true,
  hosts: [],
  deputies: [],
  locked: false,
  managed: false,
  made: false,
  closed: false,
  rights: ALL_RIGHTS,
  password: null,
  title: null,
  bans: [],
  restrictions: [],
  invites: [],
};

/** The access rules with some of them changed. */
export function changed(access: RoomAccess, change: Partial<Omit<RoomAccess, "turn">>): RoomAccess {
  return { ...access, ...change, turn: access.turn + 1 };
}

/** The one that was changed last; null if there is none. */
export function newestOf(one: RoomAccess | null, other: RoomAccess | null): RoomAccess | null {
  if (one === null || other === null) return one ?? other;
  return one.turn >= other.turn ? one : other;
}

/** What members may know of it. */
export function rulesOf(access: RoomAccess | null): Rules | null {
  if (access === null) return null;
  const { locked, rights, password, title } = access;
  return { locked, rights, hasPassword: password !== null, title };
}

/** Whether another host can be named: none is ever pushed out by a later one. */
export function hasHostPlace({ hosts }: RoomAccess): boolean {
  return hosts.length < MAX_HOSTS;
}

/** Notes that this member holds the key with this hash: a known one, the room's own, or a new one. */
export function withHost(access: RoomAccess, host: Host): RoomAccess {
  const known = access.hosts.find(({ hash }) => hash === host.hash);
  if (known?.member === host.member) return access;
  const hosts = [...access.hosts.filter(({ hash }) => hash !== host.hash), host];
  return changed(access, { hosts });
}

/** Whether another deputy can be named. */
export function hasDeputyPlace({ deputies }: RoomAccess): boolean {
  return deputies.length < MAX_HOSTS;
}

/** Notes that this member holds the deputy's key with this hash. */
export function withDeputy(access: RoomAccess, deputy: Host): RoomAccess {
  const known = access.deputies.find(({ hash }) => hash === deputy.hash);
  if (known?.member === deputy.member) return access;
  const others = access.deputies.filter(({ hash }) => hash !== deputy.hash);
  return changed(access, { deputies: [...others, deputy] });
}

/** A member's keys of a deputy are worth nothing any more. */
export function withoutDeputy(access: RoomAccess, id: string): RoomAccess {
  const deputies = access.deputies.filter(({ member }) => member !== id);
  return deputies.length === access.deputies.length ? access : changed(access, { deputies });
}

/** A host steps down: their keys are worth nothing any more. `isOriginal` finds the room's own. */
export function withoutHost(
  access: RoomAccess,
  { member, isOriginal }: { member: string; isOriginal: (hash: string) => boolean },
): RoomAccess {
  const theirs = access.hosts.filter((host) => host.member === member);
  return changed(access, {
    hosts: access.hosts.filter((host) => host.member !== member),
    original: access.original && !theirs.some(({ hash }) => isOriginal(hash)),
  });
}

/** Somebody may not come back. One too many to be kept locks the room: nobody is forgotten for it. */
export function withBan(before: RoomAccess, ban: Ban): RoomAccess {
  const access = withoutDeputy(before, ban.member);
  const others = access.bans.filter(({ member }) => member !== ban.member);
  if (others.length >= MAX_BANS) return changed(access, { locked: true });
  return changed(access, { bans: [...others, ban] });
}

/** Invitations that are still good at this time (milliseconds since 1970). */
export function goodInvites({ invites }: RoomAccess, now: number): readonly Invite[] {
  return invites.filter(({ until, left }) => until > now && left > 0);
}

/** Somebody came by an invitation. */
export function withUse(access: RoomAccess, id: string): RoomAccess {
  return changed(access, {
    invites: access.invites.map((invite) =>
      invite.id === id ? { ...invite, left: invite.left - 1 } : invite
    ),
  });
}

/** Whether somebody has a right: hosts have all, others what was given to them alone, or to all. */
export function hasRight(
  access: RoomAccess | null,
  { role, rights, right }: Holder & { right: Right },
): boolean {
  return access === null || role === "host" || (rights?.[right] ?? access.rights[right]);
}

/** Whose right is asked for. */
export interface Holder {
  role: Role;
  /** What was given to them alone, or taken away. */
  rights?: OwnRights | undefined;
}

/** The flags that somebody may have, out of those they want. A microphone that is on stays on. */
export function allowedMedia(
  access: RoomAccess | null,
  { wanted, now, ...holder }: Holder & { wanted: MediaFlags; now: MediaFlags },
): MediaFlags {
  const has = (right: Right) => hasRight(access, { ...holder, right });
  return {
    mic: wanted.mic && (now.mic || has("mic")),
    camera: wanted.camera && has("camera"),
    screen: wanted.screen && has("screen"),
    screenAudio: wanted.screenAudio && has("screen"),
  };
}

/** Rights that were given or taken away between two rules. */
export function rightsChanged(before: Rights, after: Rights): { right: Right; given: boolean }[] {
  return RIGHTS.filter((right) => before[right] !== after[right])
    .map((right) => ({ right, given: after[right] }));
}

// The access rules of an owned room, as a value: hosts, rights, bans, invitations.
import {
  ALL_RIGHTS,
  type OwnRights,
  type Right,
  RIGHTS,
  type Rights,
} from "../../protocol/rights.ts";
import type { Role, Rules } from "../../protocol/roles.ts";
import type { Member } from "../../protocol/shapes.ts";
import type { MediaFlags } from "../../protocol/slots.ts";

/** A key by which somebody proves to be a host. */
export interface Host {
  /** SHA-256 of the key, in base64url. */
  readonly hash: string;
  /** The member who showed it last, or for whom it was made. */
  readonly member: string | null;
}

/** A key by which somebody proves to be a deputy. */
export interface Deputy extends Host {
  /** Members who had it before, the last one first; left out if nobody had. */
  readonly earlier?: readonly string[];
}

/** Somebody whom a host removed and who may not come back. */
export interface Ban {
  readonly member: string;
  /** Our mark of their address: people with the same one have to wait for admission. */
  readonly address: string;
  /** The id of their invitation: people who show it have to wait for admission, too. */
  readonly invite: string | null;
}

/** Somebody from whom a host took rights that others have. */
export interface Restriction {
  readonly member: string;
  /** Our mark of their address: people with the same one lack those rights, too. */
  readonly address: string;
  /** The id of their invitation: people who show it lack those rights, too. */
  readonly invite: string | null;
  readonly rights: readonly Right[];
}

/** An invitation; only the people who received it know its token. */
export interface Invite {
  readonly id: string;
  readonly role: Role;
  /** Server time in milliseconds since 1970. */
  readonly until: number;
  readonly left: number;
}

/** All access rules. `turn` grows with every change, so that the newer of two is known. */
export interface RoomAccess {
  readonly turn: number;
  /** Whether the key that the room's name is made of still makes a host. */
  readonly original: boolean;
  readonly hosts: readonly Host[];
  /** Members who moderate while no host is there; they prove it with a key, as hosts do. */
  readonly deputies: readonly Deputy[];
  readonly locked: boolean;
  /** Another program made the room through the API and may act on it (`docs/api.md`). */
  readonly managed: boolean;
  /** A signed-in person made the room: the server keeps it even if nobody decided anything. */
  readonly made: boolean;
  /** A host ended the call for everybody: nobody comes in before a host does. */
  readonly closed: boolean;
  readonly rights: Rights;
  /** The password, salted and hashed; null for none. */
  readonly password: string | null;
  /** The title that a host gave it, encrypted if the room is; null for none. */
  readonly title: string | null;
  readonly bans: readonly Ban[];
  readonly restrictions: readonly Restriction[];
  readonly invites: readonly Invite[];
}

/** Bans that one room keeps; one more locks the room, so that no ban is forgotten. */
export const MAX_BANS = 100;
/** Invitations that one room keeps. */
export const MAX_INVITES = 50;
/** Host keys that one room keeps, besides the one that its name is made of. */
export const MAX_HOSTS = 20;

/** Members of whom a deputy's key says that they had it. */
export const MAX_EARLIER = 4;

/** The access rules of a room about which nobody has decided anything. */
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

/** The newer of two; null if there is none. */
export function newestOf(one: RoomAccess | null, other: RoomAccess | null): RoomAccess | null {
  if (one === null || other === null) return one ?? other;
  return one.turn >= other.turn ? one : other;
}

/** The part that members may know. */
export function rulesOf(access: RoomAccess | null): Rules | null {
  if (access === null) return null;
  const { locked, rights, password, title } = access;
  return { locked, rights, hasPassword: password !== null, title };
}

/** Whether another host can be named: a later host never replaces an earlier one. */
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

/**
 * Notes that this member holds the deputy's key with this hash, and who held it before: of too many, it
 * forgets those who are not inside, and voids the key if all are.
 */
export function withDeputy(
  access: RoomAccess,
  { hash, member }: Host,
  inside: readonly Pick<Member, "id">[] = [],
): RoomAccess {
  const known = access.deputies.find((deputy) => deputy.hash === hash);
  if (known !== undefined && known.member === member) return access;
  const others = access.deputies.filter((deputy) => deputy !== known);
  const last = known?.member ?? null;
  const before = [...last === null ? [] : [last], ...known?.earlier ?? []];
  let earlier = before.filter((id) => id !== member);
  if (earlier.length > MAX_EARLIER) {
    earlier = earlier.filter((id) => inside.some((one) => one.id === id));
  }
  if (earlier.length > MAX_EARLIER) return changed(access, { deputies: others });
  const deputy = { hash, member, ...(earlier.length > 0 && { earlier }) };
  return changed(access, { deputies: [...others, deputy] });
}

/** Voids all deputy keys that a member has or had: they may have been handed on. */
export function withoutDeputy(access: RoomAccess, id: string): RoomAccess {
  const deputies = access.deputies.filter(({ member, earlier = [] }) =>
    member !== id && !earlier.includes(id)
  );
  return deputies.length === access.deputies.length ? access : changed(access, { deputies });
}

/** A host steps down: voids their keys. `isOriginal` finds the room's own key. */
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

/** Bans somebody. A ban too many locks the room instead, so that no ban is forgotten. */
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

/** Counts a use of an invitation. */
export function withUse(access: RoomAccess, id: string): RoomAccess {
  return changed(access, {
    invites: access.invites.map((invite) =>
      invite.id === id ? { ...invite, left: invite.left - 1 } : invite
    ),
  });
}

/** Whether somebody has a right: hosts have all; others have their own rights, or else everybody's. */
export function hasRight(
  access: RoomAccess | null,
  { role, rights, right }: Holder & { right: Right },
): boolean {
  return access === null || role === "host" || (rights?.[right] ?? access.rights[right]);
}

/** The person and the right in question. */
export interface Holder {
  role: Role;
  /** Rights that a host gave to them alone, or took away. */
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

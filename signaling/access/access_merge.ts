// Two sets of access rules of one room become one, where no disk says which of them holds: pure.
import { restrictionsOf, restrictionsSince } from "./member_restrictions.ts";
import type { Ban, Invite, RoomAccess } from "../room/room_access.ts";

/** Every ban of both, and no use of an invitation twice. What else an older snapshot says is past. */
export function withOlder(present: RoomAccess, older: RoomAccess): RoomAccess {
  const bans = bansOf(older, present);
  const invites = present.invites.map((invite) => usedMore(invite, older.invites));
  const isSame = bans.length === present.bans.length &&
    invites.every(({ left }, at) => left === present.invites[at]?.left);
  return isSame ? present : { ...present, bans, invites, turn: present.turn + 1 };
}

/** What this run began with, and what it knows of keys. */
interface Since {
  base: RoomAccess;
  isOriginal: (hash: string) => boolean;
  /** Who showed which key last in this run; null for a key whose holder has stepped down. */
  shown?: ReadonlyMap<string, string | null> | undefined;
}

/**
 * What a newer snapshot says, and of what was decided in this run since `base` what shuts more: whoever
 * decided it came by the older snapshot, and may have been no host any more.
 */
export function withNewer(
  present: RoomAccess,
  newer: RoomAccess,
  { base, isOriginal, shown = new Map() }: Since,
): RoomAccess {
  const keys = keysAfter(present, newer, { base, isOriginal, shown });
  const revoked = base.invites.filter(({ id }) => !present.invites.some((i) => i.id === id));
  const isPasswordNew = present.password !== base.password && present.password !== null;
  return {
    ...newer,
    turn: Math.max(present.turn, newer.turn) + 1,
    ...keys,
    locked: newer.locked || (present.locked && !base.locked),
    closed: newer.closed || (present.closed && !base.closed),
    managed: newer.managed || present.managed,
    rights: {
      mic: newer.rights.mic && (present.rights.mic || !base.rights.mic),
      camera: newer.rights.camera && (present.rights.camera || !base.rights.camera),
      screen: newer.rights.screen && (present.rights.screen || !base.rights.screen),
      chat: newer.rights.chat && (present.rights.chat || !base.rights.chat),
      files: newer.rights.files && (present.rights.files || !base.rights.files),
      record: newer.rights.record && (present.rights.record || !base.rights.record),
    },
    password: isPasswordNew ? present.password : newer.password,
    bans: bansOf(newer, present),
    restrictions: restrictionsOf(newer.restrictions, restrictionsSince(base, present)),
    invites: newer.invites.filter(({ id }) => !revoked.some((invite) => invite.id === id))
      .map((invite) => usedMore(invite, present.invites)),
  };
}

/** Whose keys are good: those of the newer snapshot without those that this run has dropped. */
function keysAfter(
  present: RoomAccess,
  newer: RoomAccess,
  { base, isOriginal, shown }: Since & { shown: ReadonlyMap<string, string | null> },
): Pick<RoomAccess, "original" | "hosts" | "deputies"> {
  const isGivenUp = (hash: string) => shown.get(hash) === null;
  const isOriginalGivenUp = [...shown.keys()].some((hash) => isOriginal(hash) && isGivenUp(hash));
  const original = newer.original && (present.original || !base.original) && !isOriginalGivenUp;
  const dropped = [
    ...base.hosts.filter(({ hash }) => !present.hosts.some((h) => h.hash === hash)),
    ...base.deputies.filter(({ hash }) => !present.deputies.some((d) => d.hash === hash)),
  ];
  // The room's own key is good without being listed, so that the base may not list it.
  const isDropped = (hash: string) =>
    isGivenUp(hash) || dropped.some((host) => host.hash === hash) ||
    (isOriginal(hash) && !original);
  const hosts = newer.hosts.filter(({ hash }) => !isDropped(hash))
    .map(({ hash, member }) => ({ hash, member: shown.get(hash) ?? member }));
  const byName = present.hosts.filter(({ hash }) =>
    original && isOriginal(hash) && !hosts.some((host) => host.hash === hash)
  );
  const deputies = newer.deputies.filter(({ hash }) => !dropped.some((one) => one.hash === hash));
  return { original, hosts: [...hosts, ...byName], deputies };
}

function bansOf(older: RoomAccess, newer: RoomAccess): Ban[] {
  const isIn = ({ member }: Ban) => newer.bans.some((ban) => ban.member === member);
  return [...older.bans.filter((ban) => !isIn(ban)), ...newer.bans];
}

function usedMore(invite: Invite, others: readonly Invite[]): Invite {
  const left = others.find(({ id }) => id === invite.id)?.left ?? invite.left;
  return left < invite.left ? { ...invite, left } : invite;
}

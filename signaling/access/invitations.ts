// Invitations: signed tokens for one room and role, with an end and a number of uses.
import type { Invitation, Role } from "../../protocol/roles.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import {
  changed,
  goodInvites,
  type Invite,
  MAX_INVITES,
  type RoomAccess,
} from "../room/room_access.ts";

const HOUR_MS = 3_600_000;

/** What a host wants of an invitation. */
export interface InvitationOptions {
  role: Role;
  hours: number;
  uses: number;
}

/** The access rules with one more invitation; null when there are too many. */
export function withInvite(
  access: RoomAccess,
  { wish: { role, hours, uses }, id, now }: { wish: InvitationOptions; id: string; now: number },
): { access: RoomAccess; invite: Invite } | null {
  const good = goodInvites(access, now);
  if (good.length >= MAX_INVITES) return null;
  const invite: Invite = { id, role, until: Math.round(now + hours * HOUR_MS), left: uses };
  // While there is room, a clock that is wrong once takes away none that seems to be over.
  const over = access.invites.filter(({ until, left }) => until <= now && left > 0)
    .sort((a, b) => b.until - a.until).slice(0, MAX_INVITES - 1 - good.length);
  return { access: changed(access, { invites: [...over, ...good, invite] }), invite };
}

/** The access rules without this invitation; null if there is none. */
export function withoutInvite(access: RoomAccess, id: string): RoomAccess | null {
  const invites = access.invites.filter((invite) => invite.id !== id);
  return invites.length === access.invites.length ? null : changed(access, { invites });
}

/** Invitations that are still good, as hosts see them. */
export function invitationsOf(access: RoomAccess, now: number): Invitation[] {
  return goodInvites(access, now).map(invitationOf);
}

/** An invitation as hosts see it. */
export function invitationOf({ id, role, until, left }: Invite): Invitation {
  return { id, role, until, left };
}

/** The token of an invitation. The room is in the signature, not in the token. */
export function tokenOfInvite(
  crypto: ServerCrypto,
  { room, invite: { id, role, until } }: { room: string; invite: Invite },
): string {
  return `${id}.${role}.${until}.${crypto.sign("invite", textOf({ room, id, role, until }))}`;
}

/** The invitation that a token stands for; null if it is forged, over, used up, revoked or foreign. */
export function readInvite(
  crypto: ServerCrypto,
  { room, token, access, now }: { room: string; token: string; access: RoomAccess; now: number },
): Invite | null {
  const [, id = "", role = "", until = "", mark = ""] =
    /^([\w-]+)\.(guest|member|deputy|host)\.(\d{1,15})\.([\w-]{22})$/.exec(token) ?? [];
  const text = textOf({ room, id, role: role as Role, until: Number(until) });
  if (!crypto.isSigned("invite", { text, mark })) return null;
  return goodInvites(access, now).find((invite) => invite.id === id) ?? null;
}

function textOf({ room, id, role, until }: { room: string } & Omit<Invite, "left">): string {
  return JSON.stringify([room, id, role, until]);
}

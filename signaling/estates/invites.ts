// Invitations: tokens that only this server can have made, for one room, one role, some time and uses.
import type { Invitation, Role } from "../../protocol/roles.ts";
import type { Seals } from "../seals.ts";
import { changed, type Estate, goodInvites, type Invite, MAX_INVITES } from "./estate.ts";

const HOUR_MS = 3_600_000;

/** What an invitation is asked to be. */
export interface InviteWish {
  role: Role;
  hours: number;
  uses: number;
}

/** The estate with one more invitation; null when there are as many as may be. */
export function withInvite(
  estate: Estate,
  { wish: { role, hours, uses }, id, now }: { wish: InviteWish; id: string; now: number },
): { estate: Estate; invite: Invite } | null {
  const good = goodInvites(estate, now);
  if (good.length >= MAX_INVITES) return null;
  const invite: Invite = { id, role, until: Math.round(now + hours * HOUR_MS), left: uses };
  return { estate: changed(estate, { invites: [...good, invite] }), invite };
}

/** The estate without this invitation; null if there is none. */
export function withoutInvite(estate: Estate, id: string): Estate | null {
  const invites = estate.invites.filter((invite) => invite.id !== id);
  return invites.length === estate.invites.length ? null : changed(estate, { invites });
}

/** Invitations that are still good, as hosts see them. */
export function invitationsOf(estate: Estate, now: number): Invitation[] {
  return goodInvites(estate, now).map(invitationOf);
}

/** An invitation as hosts see it. */
export function invitationOf({ id, role, until, left }: Invite): Invitation {
  return { id, role, until, left };
}

/** The token of an invitation. The room is in the mark, not in the token. */
export function tokenOfInvite(
  seals: Seals,
  { room, invite: { id, role, until } }: { room: string; invite: Invite },
): string {
  return `${id}.${role}.${until}.${seals.mark("invite", textOf({ room, id, role, until }))}`;
}

/** The invitation that a token stands for; null if it is forged, over, used up, revoked or foreign. */
export function readInvite(
  seals: Seals,
  { room, token, estate, now }: { room: string; token: string; estate: Estate; now: number },
): Invite | null {
  const [, id = "", role = "", until = "", mark = ""] =
    /^([\w-]+)\.(guest|member|deputy|host)\.(\d{1,15})\.([\w-]{22})$/.exec(token) ?? [];
  const text = textOf({ room, id, role: role as Role, until: Number(until) });
  if (!seals.isMine("invite", { text, mark })) return null;
  return goodInvites(estate, now).find((invite) => invite.id === id) ?? null;
}

function textOf({ room, id, role, until }: { room: string } & Omit<Invite, "left">): string {
  return JSON.stringify([room, id, role, until]);
}

// Invitations: tokens that only this server can have made, for one room, one role, some time and uses.
import type { Role } from "../../protocol/roles.ts";
import type { Seals } from "../seals.ts";
import { type Estate, goodInvites, type Invite } from "./estate.ts";

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
    /^([\w-]+)\.(guest|member|host)\.(\d{1,15})\.([\w-]{22})$/.exec(token) ?? [];
  const text = textOf({ room, id, role: role as Role, until: Number(until) });
  if (!seals.isMine("invite", { text, mark })) return null;
  return goodInvites(estate, now).find((invite) => invite.id === id) ?? null;
}

function textOf({ room, id, role, until }: { room: string } & Omit<Invite, "left">): string {
  return JSON.stringify([room, id, role, until]);
}

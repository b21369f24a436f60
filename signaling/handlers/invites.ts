// invite:make, invite:list, invite:revoke: what a host does with invitations.
import type { Invitation } from "../../protocol/roles.ts";
import { changed, goodInvites, type Invite, MAX_INVITES } from "../estates/estate.ts";
import { tokenOfInvite } from "../estates/invites.ts";
import { withEstate } from "../rooms.ts";
import { deskOf } from "./host.ts";
import type { Asking, Handler } from "./handler.ts";

const HOUR_MS = 3_600_000;

/** Answers the token, which is kept nowhere: it cannot be shown again. */
export const inviteMake: Handler<"invite:make"> = (asking, { role, hours, uses }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { hub } = asking;
  const { open, estate } = desk;
  const good = goodInvites(estate, hub.now());
  if (good.length >= MAX_INVITES) return "not-allowed";
  const until = Math.round(hub.now() + hours * HOUR_MS);
  const invite: Invite = { id: hub.randomId(), role, until, left: uses };
  const after = changed(estate, { invites: [...good, invite] });
  hub.update(open, { change: (room) => withEstate(room, after) });
  const token = tokenOfInvite(hub.seals, { room: open.room.name, invite });
  return { token, invitation: invitationOf(invite) };
};

/** Answers those that are still good. */
export const inviteList: Handler<"invite:list"> = (asking) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  return { invitations: goodInvites(desk.estate, asking.hub.now()).map(invitationOf) };
};

/** Nobody comes by it any more; who came stays. */
export const inviteRevoke: Handler<"invite:revoke"> = (asking: Asking, { id }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { open, estate } = desk;
  const invites = estate.invites.filter((invite) => invite.id !== id);
  if (invites.length === estate.invites.length) return "no-such-member";
  const after = changed(estate, { invites });
  asking.hub.update(open, { change: (room) => withEstate(room, after) });
  return {};
};

function invitationOf({ id, role, until, left }: Invite): Invitation {
  return { id, role, until, left };
}

// invite:make, invite:list, invite:revoke: what a host does with invitations.
import {
  invitationOf,
  invitationsOf,
  tokenOfInvite,
  withInvite,
  withoutInvite,
} from "../estates/invites.ts";
import { withEstate } from "../rooms.ts";
import { deskOf } from "./host.ts";
import type { Asking, Handler } from "./handler.ts";

/** Answers the token, which is kept nowhere: it cannot be shown again. */
export const inviteMake: Handler<"invite:make"> = (asking, wish) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { hub } = asking;
  const { open } = desk;
  const made = withInvite(desk.estate, { wish, id: hub.randomId(), now: hub.now() });
  if (made === null) return "too-many";
  const { estate, invite } = made;
  hub.update(open, { change: (room) => withEstate(room, estate) });
  const token = tokenOfInvite(hub.seals, { room: open.room.name, invite });
  return { token, invitation: invitationOf(invite) };
};

/** Answers those that are still good. */
export const inviteList: Handler<"invite:list"> = (asking) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  return { invitations: invitationsOf(desk.estate, asking.hub.now()) };
};

/** Nobody comes by it any more; who came stays. */
export const inviteRevoke: Handler<"invite:revoke"> = (asking: Asking, { id }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const after = withoutInvite(desk.estate, id);
  if (after === null) return "no-such-member";
  asking.hub.update(desk.open, { change: (room) => withEstate(room, after) });
  return {};
};

// invite:make, invite:list, invite:revoke: what a host does with invitations.
import {
  invitationOf,
  invitationsOf,
  tokenOfInvite,
  withInvite,
  withoutInvite,
} from "../access/invitations.ts";
import { withAccess } from "../room/room.ts";
import { hostContextOf } from "./host_context.ts";
import type { Handler, HandlerContext } from "./handler.ts";

/** Answers the token, which is kept nowhere: it cannot be shown again. */
export const inviteMake: Handler<"invite:make"> = (asking, wish) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { directory } = asking;
  const { open } = host;
  const made = withInvite(host.access, { wish, id: directory.randomId(), now: directory.now() });
  if (made === null) return "too-many";
  const { access, invite } = made;
  directory.update(open, { change: (room) => withAccess(room, access) });
  const token = tokenOfInvite(directory.crypto, { room: open.room.name, invite });
  return { token, invitation: invitationOf(invite) };
};

/** Answers those that are still good. */
export const inviteList: Handler<"invite:list"> = (asking) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  return { invitations: invitationsOf(host.access, asking.directory.now()) };
};

/** Nobody comes by it any more; who came stays. */
export const inviteRevoke: Handler<"invite:revoke"> = (asking: HandlerContext, { id }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const after = withoutInvite(host.access, id);
  if (after === null) return "no-such-member";
  asking.directory.update(host.open, { change: (room) => withAccess(room, after) });
  return {};
};

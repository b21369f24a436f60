// invite:make, invite:list, invite:revoke: what a host does with invitations.
import {
  invitationOf,
  invitationsOf,
  tokenOfInvite,
  withInvite,
  withoutInvite,
} from "../access/invitations.ts";
import { withAccess } from "../room/room.ts";
import type { HostHandler } from "./handler.ts";

/** Answers the token, which the server does not keep: nobody can show it again. */
export const inviteMake: HostHandler<"invite:make"> = ({ directory, room, access }, wish) => {
  const made = withInvite(access, { wish, id: directory.randomId(), now: directory.now() });
  if (made === null) return "too-many";
  const { invite } = made;
  room.update((before) => withAccess(before, made.access));
  const token = tokenOfInvite(directory.crypto, { room: room.name, invite });
  return { token, invitation: invitationOf(invite) };
};

/** Answers the invitations that are still valid. */
export const inviteList: HostHandler<"invite:list"> = ({ directory, access }) => ({
  invitations: invitationsOf(access, directory.now()),
});

/** Nobody can join with it any more; who has joined stays. */
export const inviteRevoke: HostHandler<"invite:revoke"> = ({ room, access }, { id }) => {
  const after = withoutInvite(access, id);
  if (after === null) return "no-such-member";
  room.update((before) => withAccess(before, after));
  return {};
};

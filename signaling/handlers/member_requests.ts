// member:unmute, member:unshare, member:lower: what a moderator does to one member's microphone, screen, hand.
import { withRightsBack } from "../access/member_restrictions.ts";
import { hasRight } from "../room/room_access.ts";
import { authorOf, memberOf, setHand, setMedia, setRights, withAccess } from "../room/room.ts";
import { originOf } from "../room/seats.ts";
import type { HostHandler } from "./handler.ts";
import { outranks } from "./handler_contexts.ts";

/** Asks a member to speak, and gives the right to; the member's own press switches the microphone on. */
export const memberUnmute: HostHandler<"member:unmute"> = ({ room, access, me, from }, { id }) => {
  const target = memberOf(room, id);
  if (target === undefined || !room.connections.has(id) || id === me.id) return "no-such-member";
  if (!hasRight(access, { ...target, right: "mic" })) {
    const rights = { ...target.rights, mic: true };
    const origin = originOf(room.seats, id, room.connections.get(id)?.address);
    const after = withRightsBack(access, { member: id, ...origin, rights: ["mic"] });
    room.update((before) => withAccess(setRights(before, { id, rights }), after));
    room.say({ saying: { kind: "allowed", right: "mic", of: authorOf(target) }, from });
  }
  room.notify(id, "member:unmute", { by: from });
  return {};
};

/** Stops a member's shared screen. Their page hears of it first, so that it does not say it is on. */
export const memberUnshare: HostHandler<"member:unshare"> = ({ room, me, from }, { id }) => {
  const target = memberOf(room, id);
  if (target === undefined) return "no-such-member";
  if (!outranks(me, target)) return "not-allowed";
  if (!target.media.screen) return {};
  room.notify(id, "member:unshare", { by: from });
  const media = { ...target.media, screen: false, screenAudio: false };
  room.update((before) => setMedia(before, { id, media }));
  return {};
};

/** Lowers one hand, or all (null). */
export const memberLower: HostHandler<"member:lower"> = ({ directory, room }, { id }) => {
  if (id !== null && memberOf(room, id) === undefined) return "no-such-member";
  const ids = id === null ? room.members.map((member) => member.id) : [id];
  const now = directory.now();
  room.update((before) =>
    ids.reduce((changing, each) => setHand(changing, { id: each, up: false, now }), before)
  );
  return {};
};

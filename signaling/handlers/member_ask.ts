// member:unmute, member:unshare, member:lower: what a host does to one person's microphone, screen, hand.
import { hasRight } from "../estates/estate.ts";
import { memberOf, setHand, setMedia, setRights } from "../rooms.ts";
import { authorOf, deskOf, outranks } from "./host.ts";
import type { Handler } from "./handler.ts";

/** Asks somebody to speak, and lets them if they may not: nobody's microphone is ever switched on. */
export const memberUnmute: Handler<"member:unmute"> = (asking, { id }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { open, estate, me, from } = desk;
  const target = memberOf(open.room, id);
  const visitor = open.present.get(id);
  if (target === undefined || visitor === undefined || id === me.id) return "no-such-member";
  if (!hasRight(estate, { ...target, right: "mic" })) {
    const rights = { ...target.rights, mic: true };
    asking.hub.update(open, { change: (room) => setRights(room, { id, rights }) });
    const saying = { kind: "allowed", right: "mic", of: authorOf(target) } as const;
    asking.hub.say(open, { saying, from });
  }
  visitor.outlet.notify("member:unmute", { by: from });
  return {};
};

/** Stops somebody's shared screen. They are told first, so that their page does not say it is on. */
export const memberUnshare: Handler<"member:unshare"> = (asking, { id }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { open, me, from } = desk;
  const target = memberOf(open.room, id);
  if (target === undefined) return "no-such-member";
  if (!outranks(me, target)) return "not-allowed";
  if (!target.media.screen) return {};
  open.present.get(id)?.outlet.notify("member:unshare", { by: from });
  const media = { ...target.media, screen: false, screenAudio: false };
  asking.hub.update(open, { change: (room) => setMedia(room, { id, media }) });
  return {};
};

/** Lowers one hand, or all (null). */
export const memberLower: Handler<"member:lower"> = (asking, { id }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { hub } = asking;
  const { open } = desk;
  if (id !== null && memberOf(open.room, id) === undefined) return "no-such-member";
  const ids = id === null ? open.room.members.map((member) => member.id) : [id];
  hub.update(open, {
    change: (room) =>
      ids.reduce(
        (changing, each) => setHand(changing, { id: each, up: false, now: hub.now() }),
        room,
      ),
  });
  return {};
};

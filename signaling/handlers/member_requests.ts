// member:unmute, member:unshare, member:lower: what a host does to one person's microphone, screen, hand.
import { hasRight } from "../room/room_access.ts";
import { memberOf, setHand, setMedia, setRights } from "../room/room.ts";
import { authorOf, hostContextOf, outranks } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** Asks somebody to speak, and lets them if they may not: nobody's microphone is ever switched on. */
export const memberUnmute: Handler<"member:unmute"> = (asking, { id }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { open, access, me, from } = host;
  const target = memberOf(open.room, id);
  const connection = open.present.get(id);
  if (target === undefined || connection === undefined || id === me.id) return "no-such-member";
  if (!hasRight(access, { ...target, right: "mic" })) {
    const rights = { ...target.rights, mic: true };
    asking.directory.update(open, { change: (room) => setRights(room, { id, rights }) });
    const saying = { kind: "allowed", right: "mic", of: authorOf(target) } as const;
    asking.directory.say(open, { saying, from });
  }
  connection.sink.notify("member:unmute", { by: from });
  return {};
};

/** Stops somebody's shared screen. They are told first, so that their page does not say it is on. */
export const memberUnshare: Handler<"member:unshare"> = (asking, { id }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { open, me, from } = host;
  const target = memberOf(open.room, id);
  if (target === undefined) return "no-such-member";
  if (!outranks(me, target)) return "not-allowed";
  if (!target.media.screen) return {};
  open.present.get(id)?.sink.notify("member:unshare", { by: from });
  const media = { ...target.media, screen: false, screenAudio: false };
  asking.directory.update(open, { change: (room) => setMedia(room, { id, media }) });
  return {};
};

/** Lowers one hand, or all (null). */
export const memberLower: Handler<"member:lower"> = (asking, { id }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { directory } = asking;
  const { open } = host;
  if (id !== null && memberOf(open.room, id) === undefined) return "no-such-member";
  const ids = id === null ? open.room.members.map((member) => member.id) : [id];
  directory.update(open, {
    change: (room) =>
      ids.reduce(
        (changing, each) => setHand(changing, { id: each, up: false, now: directory.now() }),
        room,
      ),
  });
  return {};
};

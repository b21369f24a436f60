// member:mute: a moderator mutes one member or all. Nobody can switch a microphone of others on.
import { authorOf, memberOf } from "../room/room.ts";
import type { HostHandler } from "./handler.ts";

/** Their own browsers do it, and say who asked. */
export const memberMute: HostHandler<"member:mute"> = ({ room, me, from }, { id }) => {
  const target = id === null ? undefined : memberOf(room, id);
  if (id !== null && (target === undefined || id === me.id)) return "no-such-member";
  const asked = id === null ? [...room.connections.keys()].filter((each) => each !== me.id) : [id];
  for (const each of asked) room.notify(each, "member:muted", { by: from });
  const saying = target === undefined
    ? { kind: "mutedAll" } as const
    : { kind: "muted", of: authorOf(target) } as const;
  room.say({ saying, from });
  return {};
};

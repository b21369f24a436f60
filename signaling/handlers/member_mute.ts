// member:mute: a host asks one or all to switch the microphone off. Nobody is ever switched on.
import { memberOf } from "../room/room.ts";
import { authorOf, hostContextOf } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** Their own browsers do it, and say who asked. */
export const memberMute: Handler<"member:mute"> = (asking, { id }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { open, me, from } = host;
  const target = id === null ? undefined : memberOf(open.room, id);
  if (id !== null && (target === undefined || id === me.id)) return "no-such-member";
  const asked = id === null ? [...open.present.keys()].filter((each) => each !== me.id) : [id];
  for (const each of asked) open.present.get(each)?.sink.notify("member:muted", { by: from });
  const saying = target === undefined
    ? { kind: "mutedAll" } as const
    : { kind: "muted", of: authorOf(target) } as const;
  asking.directory.say(open, { saying, from });
  return {};
};

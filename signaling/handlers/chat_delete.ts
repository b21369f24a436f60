// chat:delete: the author of a text takes it back, or a host takes it away.
import { callerRoleOf, MODERATORS } from "../caller_role.ts";
import { textOf } from "../room/chat_log.ts";
import { change } from "./chat_change.ts";
import { authorOf } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** Answers the line that says so; the words are not kept any more. */
export const chatDelete: Handler<"chat:delete"> = (asking, taken) => {
  const { membership: place } = asking.sender;
  const moderates = MODERATORS.includes(callerRoleOf(asking.sender));
  const known = place && textOf(place.open.log, taken.target, place.member) === undefined &&
    moderates && textOf(place.open.log, taken.target);
  const of = known ? { of: authorOf(known.from) } : {};
  return change(asking, { saying: { kind: "deleted", ...taken, ...of }, own: !known });
};

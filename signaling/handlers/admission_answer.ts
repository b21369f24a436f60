// admission:answer: an admitter lets people in who wait, or sends them away.
import { admitters } from "../access/admitters.ts";
import { authorOf } from "../room/room.ts";
import type { HostHandler } from "./handler.ts";

/** Hosts may, and when none is there the named member who has been there longest. */
export const admissionAnswer: HostHandler<"admission:answer"> = (
  { directory, room, me, from },
  { id, admit },
) => {
  if (!admitters(room).includes(me.id)) return "not-allowed";
  const answered = directory.admission.answer(room, { id, admit });
  if (answered.length === 0 && id !== null) return "no-such-member";
  for (const one of admit ? answered : []) {
    room.say({ saying: { kind: "admitted", of: authorOf(one) }, from });
  }
  return {};
};

// admission:answer: somebody who may do it lets others in, or sends them away.
import { admitters } from "../access/admission.ts";
import { authorOf, hostContextOf } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** Hosts may, and when none is there the named member who has been there longest. */
export const admissionAnswer: Handler<"admission:answer"> = (asking, { id, admit }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { open, me, from } = host;
  if (!admitters(open).includes(me.id)) return "not-allowed";
  const answered = asking.directory.admission.answer(open, { id, admit });
  if (answered.length === 0 && id !== null) return "no-such-member";
  for (const one of admit ? answered : []) {
    asking.directory.say(open, { saying: { kind: "admitted", of: authorOf(one) }, from });
  }
  return {};
};

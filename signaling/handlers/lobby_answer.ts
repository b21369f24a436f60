// lobby:answer: somebody who may do it lets others in, or sends them away.
import { keepersOf } from "../reception.ts";
import { authorOf, deskOf } from "./host.ts";
import type { Handler } from "./handler.ts";

/** Hosts may, and when none is there the named member who has been there longest. */
export const lobbyAnswer: Handler<"lobby:answer"> = (asking, { id, admit }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { open, me, from } = desk;
  if (!keepersOf(open).includes(me.id)) return "not-allowed";
  const answered = asking.hub.reception.answer(open, { id, admit });
  if (answered.length === 0 && id !== null) return "no-such-member";
  for (const one of admit ? answered : []) {
    asking.hub.say(open, { saying: { kind: "admitted", of: authorOf(one) }, from });
  }
  return {};
};

// chat:restore: a member hands lines over that a restarted server has lost.
import type { MemberHandler } from "./handler.ts";

/** Takes those that are genuine and missing, and tells them to the others. */
export const chatRestore: MemberHandler<"chat:restore"> = ({ room, sender }, { lines }) => ({
  taken: lines.filter((line) => room.restoreLine(line, { except: sender })).length,
});

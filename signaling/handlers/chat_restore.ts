// chat:restore: a member gives a restarted server the lines that it has lost.
import type { MemberHandler } from "./handler.ts";

/** Takes the lines that this server signed and lacks, and sends them to the others. */
export const chatRestore: MemberHandler<"chat:restore"> = ({ room, sender }, { lines }) => ({
  taken: lines.filter((line) => room.restoreLine(line, { except: sender })).length,
});

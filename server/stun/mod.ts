// Which process runs the STUN server: the one that `deno task start` starts beside this one, or this.
import { type StunAddress, StunServer } from "./stun_server.ts";

/** How `deno task start` tells the server that it runs one beside it, or could not. */
export const STUN_BESIDE = "--stun-beside";
export const STUN_NONE = "--stun-none";

/** Whether there is a STUN server of our own by now; a sentence where there should be one and is not. */
export async function ownStun(
  place: StunAddress | null,
  args: readonly string[],
): Promise<boolean | string> {
  if (place === null || args.includes(STUN_NONE)) return false;
  if (args.includes(STUN_BESIDE)) return true;
  if (!mayAnswerAnybody()) {
    return "This process may answer nobody by UDP: there is no STUN server of our own.";
  }
  const server = await StunServer.listen(place);
  return typeof server === "string" ? server : true;
}

/** Deno throws where nobody can catch it when a socket may not send: so it is asked before. */
function mayAnswerAnybody(): boolean {
  try {
    return Deno.permissions.querySync({ name: "net" }).state === "granted";
  } catch {
    return false; // a platform without such questions has no UDP, either
  }
}

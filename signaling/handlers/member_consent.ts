// member:consent: a member's page was told of recordings, and answers them.
import { newestRecording } from "../room/recordings.ts";
import { setConsent } from "../room/room.ts";
import type { MemberHandler } from "./handler.ts";

/** Tells the room. Nobody was told of a recording that does not exist yet. */
export const memberConsent: MemberHandler<"member:consent"> = ({ room, me: { id } }, consent) => {
  if (consent.told > newestRecording(room)) return "not-allowed";
  room.update((before) => setConsent(before, { id, consent }));
  return {};
};

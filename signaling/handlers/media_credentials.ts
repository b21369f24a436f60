// media:credentials: a member's TURN credentials end soon.
import { iceCredentials } from "../media/ice.ts";
import type { Handler } from "./handler.ts";

/** Answers new ones for the same member; nobody else gets any. */
export const mediaCredentials: Handler<"media:credentials"> = (
  { directory, sender: { membership: place } },
) =>
  place === null
    ? "not-in-room"
    : iceCredentials(directory.settings, { member: place.member, now: directory.now() });

// media:credentials: a member's TURN credentials end soon.
import { iceCredentials } from "../media/ice.ts";
import type { MemberHandler } from "./handler.ts";

/** Answers new ones for the same member; nobody else gets any. */
export const mediaCredentials: MemberHandler<"media:credentials"> = (
  { directory, sender: { host, address }, me },
) => iceCredentials(directory.settings, { member: me.id, now: directory.now(), host, address });

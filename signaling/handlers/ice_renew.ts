// ice:renew: a member's TURN credentials end soon.
import { icePass } from "../ice.ts";
import type { Handler } from "./handler.ts";

/** Answers new ones for the same member; nobody else gets any. */
export const iceRenew: Handler<"ice:renew"> = ({ hub, sender: { place } }) =>
  place === null ? "not-in-room" : icePass(hub.settings, { member: place.member, now: hub.now() });

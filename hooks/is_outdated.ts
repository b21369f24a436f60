// Whether this page has to be loaded anew.
import type { Lobby } from "@/call/lobby.ts";
import { hasLostParts } from "@/components/fetch_part.ts";

/** Parts of this page are gone, or the server does not understand it any more. */
export function isOutdated({ membership }: Pick<Lobby, "membership">): boolean {
  return membership.outdated.value || hasLostParts.value;
}

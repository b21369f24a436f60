// Whether this page has to be loaded anew.
import type { Call } from "@/call/mod.ts";
import { hasLostExtras } from "@/components/load_extras.ts";

/** Parts of this page are gone, or the server does not understand it any more. */
export function isOutdated(call: Call): boolean {
  return call.membership.outdated.value || hasLostExtras.value;
}

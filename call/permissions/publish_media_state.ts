// Tells the room which of this person's devices others get something from.
import type { Slot } from "../../protocol/slots.ts";
import type { SignalingClient } from "../ports.ts";
import type { Scope } from "../scope.ts";
import { ownMediaOf, type OwnMediaSources } from "./own_media.ts";

/** Publishes each change until the scope ends; nothing while something forbidden is on. */
export function publishMediaState(
  scope: Scope,
  { signaling, ...sources }: OwnMediaSources & { signaling: Pick<SignalingClient, "request"> },
): void {
  scope.watch(() => ownMediaOf(sources), (own) => {
    if (own === null || own.forbidden.length > 0) return;
    const { live, known } = own;
    const isKnown = (Object.keys(live) as Slot[]).every((slot) => live[slot] === known[slot]);
    if (!isKnown) void signaling.request("member:media", live);
  });
}

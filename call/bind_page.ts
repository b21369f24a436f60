// What a running call asks of its page: stay awake, do not close by mistake, answer hardware keys.
import type { MediaState } from "./media/media_state.ts";
import type { MembershipState } from "./membership/membership_state.ts";
import type { MediaKeys, PagePort } from "./ports.ts";
import type { Scope } from "./scope.ts";
import type { View } from "./view.ts";

export interface PageBinding {
  membership: View<MembershipState>;
  media: View<MediaState>;
  page: PagePort;
  keys: MediaKeys;
}

/** Follows the call until the scope ends; then the page is as it was before the call. */
export function bindPage(scope: Scope, { membership, media, page, keys }: PageBinding): void {
  const hold = (inCall: boolean) => {
    page.keepAwake(inCall);
    page.mediaKeys(inCall ? keys : null);
  };
  scope.watch(() => membership.phase.value === "call", hold);
  // Alone there is nothing to lose.
  scope.effect(() => page.guard(membership.phase.value === "call" && membership.count.value > 1));
  scope.effect(() => {
    const { mic, camera } = media.flags.value;
    page.showMedia({ mic, camera });
  });
}

// Does on this side what rules and hosts ask for, and tells the room which lines are live.
import { untracked } from "@preact/signals-core";
import type { Slot } from "../../protocol/slots.ts";
import type { MediaState } from "../media/media_state.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { SignalingClient } from "../ports.ts";
import type { Scope } from "../scope.ts";
import type { View } from "../view.ts";
import { forbidden, may } from "./permissions.ts";

export interface EnforcePermissionsOptions {
  signaling: SignalingClient;
  membership: View<MembershipState>;
  media: View<MediaState> & {
    switchOff(kind: "mic" | "camera" | "screen"): void;
  };
  tell(notice: Notification): void;
}

/** Follows the rules for as long as the page lives. Nothing here ever switches anything on. */
export function enforcePermissions(
  scope: Scope,
  { signaling, membership, media, tell }: EnforcePermissionsOptions,
): void {
  const { flags } = media;
  scope.add(
    signaling.onEvent("member:muted", ({ by }) => {
      if (!flags.value.mic) return;
      media.switchOff("mic");
      tell({ kind: "muted", name: by.name });
    }),
    signaling.onEvent("member:unshare", ({ by }) => {
      if (!flags.value.screen) return;
      media.switchOff("screen");
      tell({ kind: "unshared", name: by.name });
    }),
    signaling.onEvent("member:unmute", ({ by }) => {
      if (!flags.value.mic) tell({ kind: "unmuteAsked", name: by.name });
    }),
  );
  scope.effect(() => {
    const { value: given } = media.live;
    const { value: me } = membership.me;
    if (membership.phase.value !== "call" || !signaling.connected.value || !me) return;
    const { role, rights, media: known } = me;
    const rule = { rules: membership.rules.value, role, rights };
    // Who may not speak again, once silent, is not made silent by a pause.
    const live = may("mic", rule) ? given : { ...given, mic: flags.value.mic };
    const wrong = forbidden(live, { ...rule, known });
    if (wrong.length > 0) {
      return untracked(() => {
        for (const kind of wrong) media.switchOff(kind);
        for (const right of wrong) tell({ kind: "forbidden", right });
      });
    }
    const same = (Object.keys(live) as Slot[]).every((slot) => live[slot] === known[slot]);
    if (!same) void signaling.request("member:media", live);
  });
}

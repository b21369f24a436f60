// Switches own devices off when a host says so, or the room's rules forbid them.
import type { MediaState } from "../media/media_state.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { SignalingClient } from "../ports.ts";
import type { Scope } from "../scope.ts";
import type { View } from "../view.ts";
import { ownMediaOf } from "./own_media.ts";

export interface EnforcePermissionsOptions {
  signaling: SignalingClient;
  membership: View<MembershipState>;
  media: View<MediaState> & {
    switchOff(kind: "mic" | "camera" | "screen"): void;
  };
  notify(notification: Notification): void;
}

/** Follows rules and hosts until the scope ends. Nothing here ever switches anything on. */
export function enforcePermissions(
  scope: Scope,
  { signaling, membership, media, notify }: EnforcePermissionsOptions,
): void {
  const { flags } = media;
  scope.add(
    signaling.onEvent("member:muted", ({ by }) => {
      if (!flags.value.mic) return;
      media.switchOff("mic");
      notify({ kind: "muted", name: by.name });
    }),
    signaling.onEvent("member:unshare", ({ by }) => {
      if (!flags.value.screen) return;
      media.switchOff("screen");
      notify({ kind: "unshared", name: by.name });
    }),
    signaling.onEvent("member:unmute", ({ by }) => {
      if (!flags.value.mic) notify({ kind: "unmuteAsked", name: by.name });
    }),
  );
  scope.watch(() => ownMediaOf({ membership, media })?.forbidden ?? [], (forbidden) => {
    for (const kind of forbidden) media.switchOff(kind);
    for (const right of forbidden) notify({ kind: "forbidden", right });
  });
}

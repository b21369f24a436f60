// Does on this side what rules and hosts ask for, and tells the room which lines are live.
import { effect, untracked } from "@preact/signals-core";
import type { Slot } from "../../protocol/slots.ts";
import type { CallView } from "../model.ts";
import type { Notification } from "../notifications/notification.ts";
import type { SignalingClient } from "../ports.ts";
import { forbidden, may } from "./permissions.ts";

export interface EnforcePermissionsOptions {
  signaling: SignalingClient;
  model: CallView;
  /** Switches an own device off. */
  switchOff(kind: "mic" | "camera" | "screen"): void;
  tell(notice: Notification): void;
}

/** Follows the rules for as long as the page lives. Nothing here ever switches anything on. */
export function enforcePermissions(
  { signaling, model, switchOff, tell }: EnforcePermissionsOptions,
): void {
  const { local, room, me } = model;
  signaling.onEvent("member:muted", ({ by }) => {
    if (!local.flags.value.mic) return;
    switchOff("mic");
    tell({ kind: "muted", name: by.name });
  });
  signaling.onEvent("member:unshare", ({ by }) => {
    if (!local.flags.value.screen) return;
    switchOff("screen");
    tell({ kind: "unshared", name: by.name });
  });
  signaling.onEvent("member:unmute", ({ by }) => {
    if (!local.flags.value.mic) tell({ kind: "unmuteAsked", name: by.name });
  });
  effect(() => {
    const { flags, live: { value: given } } = local;
    const known = me.value?.media;
    if (room.phase.value !== "call" || !signaling.connected.value || !known || !me.value) return;
    const { role, rights } = me.value;
    const rule = { rules: room.rules.value, role, rights };
    // Who may not speak again, once silent, is not made silent by a pause.
    const live = may("mic", rule) ? given : { ...given, mic: flags.value.mic };
    const wrong = forbidden(live, { ...rule, known });
    if (wrong.length > 0) {
      return untracked(() => {
        for (const kind of wrong) switchOff(kind);
        for (const right of wrong) tell({ kind: "forbidden", right });
      });
    }
    const same = (Object.keys(live) as Slot[]).every((slot) => live[slot] === known[slot]);
    if (!same) void signaling.request("member:media", live);
  });
}

// Does on this side what rules and hosts ask for, and tells the room which lines are live.
import { effect, untracked } from "@preact/signals-core";
import type { Slot } from "../../protocol/slots.ts";
import type { CallView } from "../model.ts";
import type { Notice } from "../notices/notice.ts";
import type { Wire } from "../ports.ts";
import { forbidden, may } from "./rules.ts";

export interface ObedienceOptions {
  wire: Wire;
  model: CallView;
  /** Switches an own device off. */
  switchOff(kind: "mic" | "camera" | "screen"): void;
  tell(notice: Notice): void;
}

/** Follows the rules for as long as the page lives. Nothing here ever switches anything on. */
export function obey({ wire, model, switchOff, tell }: ObedienceOptions): void {
  const { local, room, me } = model;
  wire.onNotice("member:muted", ({ by }) => {
    if (!local.flags.value.mic) return;
    switchOff("mic");
    tell({ kind: "muted", name: by.name });
  });
  wire.onNotice("member:unshare", ({ by }) => {
    if (!local.flags.value.screen) return;
    switchOff("screen");
    tell({ kind: "unshared", name: by.name });
  });
  wire.onNotice("member:unmute", ({ by }) => {
    if (!local.flags.value.mic) tell({ kind: "unmuteAsked", name: by.name });
  });
  effect(() => {
    const { flags, live: { value: given } } = local;
    const known = me.value?.media;
    if (room.phase.value !== "call" || !wire.connected.value || !known || !me.value) return;
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
    if (!same) void wire.request("member:media", live);
  });
}

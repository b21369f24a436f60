// What the floating window gets from the call.
import { h } from "preact";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { bound } from "../base/bound.tsx";
import { toggleWindow } from "./floating_window.tsx";
import { FloatWindow, type FloatWindowProps } from "./FloatWindow.tsx";

const Shown = bound(FloatWindow, floatWindowProps);

function floatWindowProps(call: Call, t: T): FloatWindowProps {
  const { media, membership, layout } = call;
  return {
    tiles: layout.tiles.value,
    main: layout.layout.value.main,
    speaking: call.activeSpeakers.speaking.value,
    on: media.flags.value,
    hands: membership.members.value.filter(({ hand }) => hand !== null).length,
    isMirrored: call.preferences.settings.value.mirror && media.facing.value !== "environment",
    onShow: (keys) => layout.setFloating(keys),
    onSwitch: (name, on) => void media.toggle(name, on),
    onLeave: () => membership.leave(),
    t,
  };
}

/** Opens the floating window of this call, or closes it. Rejects as the browser does. */
export async function toggleFloat(call: Call, t: T): Promise<void> {
  const { layout, membership } = call;
  await toggleWindow({
    content: h(Shown, { call, t }),
    isRunning: () => membership.phase.value === "call",
    largest() {
      const { main } = layout.layout.value;
      const shown = layout.tiles.value.filter(({ video }) => video !== null);
      return shown.find(({ key, self }) => key === main || !self)?.key ?? null;
    },
  });
}

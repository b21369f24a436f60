// What the bar gets from the call, besides what its islands load and hold.
import type { Call } from "@/call/mod.ts";
import type { ControlBarProps } from "./ControlBar.tsx";

export function controlBarProps(call: Call): Omit<ControlBarProps, "reactions" | "items" | "t"> {
  const { chat, media, membership, notifications, panels, presence } = call;
  return {
    isShown: membership.phase.value === "call",
    on: media.flags.value,
    opening: media.opening.value,
    canShareScreen: media.canShareScreen.value,
    isHandUp: (membership.me.value?.hand ?? null) !== null,
    panel: panels.panel.value,
    unread: chat.unread.value,
    onSwitch: (name, on) =>
      void (name === "screen" ? media.toggleScreen(on) : media.toggle(name, on)),
    onHand: (up) => notifications.tellFailure(presence.setHand(up)),
    onReact: (reaction) => notifications.tellFailure(presence.react(reaction)),
    onPanel: (name, open) => panels.set(name, open),
    onLeave: () => membership.leave(),
  };
}

// What the small messages get from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { ToastListProps } from "./ToastList.tsx";

export function toastListProps(call: Call, t: T): ToastListProps {
  const { notifications, panels, media, presence } = call;
  const { toasts } = notifications;
  return {
    toasts: toasts.list.value,
    onDismiss: (id) => toasts.dismiss(id),
    actions: {
      chooseDevice: (kind, id) => void media.choose(kind, id),
      unmute: () => void media.toggle("mic", true),
      saveData: () => call.preferences.set("saveData", true),
      openSettings: () => panels.open("settings"),
      keepHand: () => notifications.tellFailure(presence.keepHand()),
    },
    t,
  };
}

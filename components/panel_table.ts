// What can lie beside the stage and over the call: one row each, read by the bar, the menu, the keys' list
// and the islands. The component of a row stands under the same name in `panels.ts`; its name comes first
// from `call/panels.ts`, which opens and closes it.
import type { DialogName, PanelName } from "@/call/mod.ts";
import type { Key } from "@/i18n/messages.ts";
import type { IconName } from "./base/icon_names.ts";

export interface PanelRow {
  /** Beside the stage, with a button in the bar; or over everything, with an item in the menu. */
  place: "side" | "over";
  icon: IconName;
  title: Plain;
  /** The key that opens it, as it is written on the keyboard. */
  key?: string;
  /** Only for those who decide in the room. */
  forHosts?: true;
}

/** Texts that need nothing filled in. */
type Plain = Extract<Key, `${string}.title`>;

export const PANELS = {
  people: { place: "side", icon: "users", title: "people.title", key: "P" },
  chat: { place: "side", icon: "message-square", title: "chat.title", key: "C" },
  invite: { place: "over", icon: "user-plus", title: "invite.title" },
  room: { place: "over", icon: "door-open", title: "host.title", forHosts: true },
  safety: { place: "over", icon: "shield-check", title: "safety.title" },
  name: { place: "over", icon: "pencil", title: "name.title" },
  files: { place: "over", icon: "paperclip", title: "files.title" },
  stats: { place: "over", icon: "activity", title: "stats.title" },
  settings: { place: "over", icon: "settings", title: "settings.title" },
  keys: { place: "over", icon: "keyboard", title: "keys.title", key: "?" },
} as const satisfies Readonly<Record<PanelName | DialogName, PanelRow>>;

// The panels and dialogs: one file, fetched when the first of them is opened, or when a call has been
// quiet for a while.
import { type ComponentType, h } from "preact";
import { bound, type OfCall } from "./base/bound.tsx";
import { useChatPanelProps } from "./chat/chat_props.ts";
import * as chat from "./chat/ChatPanel.tsx";
import { shortcutDialogProps } from "./controls/menu_props.ts";
import * as shortcuts from "./controls/ShortcutDialog.tsx";
import { useEncryptionDialogProps } from "./encryption/encryption_props.ts";
import * as encryption from "./encryption/EncryptionDialog.tsx";
import { filesDialogProps } from "./files/files_props.ts";
import * as files from "./files/FilesDialog.tsx";
import { inviteDialogProps } from "./invite/invite_props.ts";
import * as invite from "./invite/InviteDialog.tsx";
import { roomDialogProps } from "./moderation/moderation_props.ts";
import * as room from "./moderation/RoomDialog.tsx";
import type { PANELS } from "./panel_table.ts";
import * as name from "./people/NameDialog.tsx";
import { nameDialogProps, peoplePanelProps } from "./people/people_props.ts";
import * as people from "./people/PeoplePanel.tsx";
import { settingsDialogProps } from "./settings/settings_props.ts";
import * as settings from "./settings/SettingsDialog.tsx";
import { statsDialogProps } from "./stats/stats_props.ts";
import * as stats from "./stats/StatsDialog.tsx";

export { loadCode } from "./invite/LinkCode.tsx";

/** The component of each row of `panel_table.ts`. */
const COMPONENTS: Readonly<Record<keyof typeof PANELS, ComponentType<OfCall>>> = {
  people: bound(people.PeoplePanel, peoplePanelProps),
  chat: bound(chat.ChatPanel, useChatPanelProps),
  invite: bound(invite.InviteDialog, inviteDialogProps),
  room: bound(room.RoomDialog, roomDialogProps),
  safety: bound(encryption.EncryptionDialog, useEncryptionDialogProps),
  name: bound(name.NameDialog, nameDialogProps),
  files: bound(files.FilesDialog, filesDialogProps),
  stats: bound(stats.StatsDialog, statsDialogProps),
  settings: bound(settings.SettingsDialog, settingsDialogProps),
  keys: bound(shortcuts.ShortcutDialog, shortcutDialogProps),
};

/** The panel or dialog of this name. */
export function PanelOf({ name, ...rest }: OfCall & { name: keyof typeof PANELS }) {
  return h(COMPONENTS[name], rest);
}

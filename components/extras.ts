// Everything that is seldom used, as one file that is fetched when the first of it is needed.
// One and not many: each further entry would cut what all share into more and smaller pieces.
import { type ComponentType, h } from "preact";
import type { Box } from "@/call/mod.ts";
import { waitingBannerProps, waitingScreenProps } from "./admission/admission_props.ts";
import * as banner from "./admission/WaitingBanner.tsx";
import * as waiting from "./admission/WaitingScreen.tsx";
import { bound, type OfCall } from "./base/bound.tsx";
import { roomDialogProps } from "./moderation/moderation_props.ts";
import * as room from "./moderation/RoomDialog.tsx";
import { useChatPanelProps } from "./chat/chat_props.ts";
import * as chat from "./chat/ChatPanel.tsx";
import * as drop from "./files/FileDrop.tsx";
import { filesDialogProps, useFileDropProps } from "./files/files_props.ts";
import * as files from "./files/FilesDialog.tsx";
import * as devices from "./controls/DeviceItems.tsx";
import { deviceItemsProps, moreItemsProps, shortcutDialogProps } from "./controls/menu_props.ts";
import * as more from "./controls/MoreItems.tsx";
import * as shortcuts from "./controls/ShortcutDialog.tsx";
import * as encryption from "./encryption/EncryptionDialog.tsx";
import { keysChangedProps, useEncryptionDialogProps } from "./encryption/encryption_props.ts";
import * as keys from "./encryption/KeysChanged.tsx";
import { leftScreenProps, removedScreenProps, replacedScreenProps } from "./ended/ended_props.ts";
import * as left from "./ended/LeftScreen.tsx";
import * as removed from "./ended/RemovedScreen.tsx";
import * as replaced from "./ended/ReplacedScreen.tsx";
import { inviteDialogProps, inviteWaysProps } from "./invite/invite_props.ts";
import * as invite from "./invite/InviteDialog.tsx";
import * as keyWarning from "./lobby/KeyWarning.tsx";
import { keyWarningProps, lobbyProblemsProps } from "./lobby/lobby_props.ts";
import * as lobbyProblems from "./lobby/LobbyProblems.tsx";
import { toastListProps } from "./notifications/toast_props.ts";
import * as toasts from "./notifications/ToastList.tsx";
import * as name from "./people/NameDialog.tsx";
import { nameDialogProps, peoplePanelProps } from "./people/people_props.ts";
import { settingsDialogProps } from "./settings/settings_props.ts";
import * as stats from "./stats/StatsDialog.tsx";
import { statsDialogProps } from "./stats/stats_props.ts";
import * as settings from "./settings/SettingsDialog.tsx";
import { recordingMarkProps } from "./recording/recording_props.ts";
import * as recordingMark from "./recording/RecordingMark.tsx";
import * as reactions from "./stage/FloatingReactions.tsx";
import * as pager from "./stage/Pager.tsx";
import * as shareBar from "./stage/ShareBar.tsx";
import {
  floatingReactionsProps,
  pagerProps,
  tileMenuProps,
  useShareBarProps,
} from "./stage/stage_props.ts";
import * as tileMenu from "./stage/TileMenu.tsx";
import * as card from "./stage/InviteCard.tsx";
import type { PANELS } from "./panel_table.ts";
import * as people from "./people/PeoplePanel.tsx";

export { zoomHandlers } from "./stage/zoom_handlers.ts";
export { PasswordField } from "./lobby/PasswordField.tsx";
export { toggleFloat } from "./pip/float_props.ts";

export const WaitingBanner = bound(banner.WaitingBanner, waitingBannerProps);
export const WaitingScreen = bound(waiting.WaitingScreen, waitingScreenProps);
export const LeftScreen = bound(left.LeftScreen, leftScreenProps);
export const ReplacedScreen = bound(replaced.ReplacedScreen, replacedScreenProps);
export const RemovedScreen = bound(removed.RemovedScreen, removedScreenProps);
export const RecordingMark = bound(recordingMark.RecordingMark, recordingMarkProps);
export const KeysChanged = bound(keys.KeysChanged, keysChangedProps);
export const InviteCard = bound(
  card.InviteCard,
  (call, t, { box }: { box: Box }) => ({ ...inviteWaysProps(call, t), box }),
);
export const ToastList = bound(toasts.ToastList, toastListProps);
export const FloatingReactions = bound(reactions.FloatingReactions, floatingReactionsProps);
export const TileMenu = bound(tileMenu.TileMenu, tileMenuProps);
export const Pager = bound(pager.Pager, pagerProps);
export const ShareBar = bound(shareBar.ShareBar, useShareBarProps);
export const KeyWarning = bound(keyWarning.KeyWarning, keyWarningProps);
export const LobbyProblems = bound(lobbyProblems.LobbyProblems, lobbyProblemsProps);
export const FileDrop = bound(drop.FileDrop, useFileDropProps);
export const MicItems = bound(devices.MicItems, deviceItemsProps);
export const CameraItems = bound(devices.CameraItems, deviceItemsProps);
export const MoreItems = bound(more.MoreItems, moreItemsProps);

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

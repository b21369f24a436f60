// Everything that is seldom used, as one file that is fetched when the first of it is needed.
// One and not many: each further entry would cut what all share into more and smaller pieces.
import type { Box } from "@/call/mod.ts";
import { waitingBannerProps, waitingScreenProps } from "./admission/admission_props.ts";
import * as banner from "./admission/WaitingBanner.tsx";
import * as waiting from "./admission/WaitingScreen.tsx";
import { bound } from "./base/bound.tsx";
import { roomDialogProps } from "./moderation/moderation_props.ts";
import * as room from "./moderation/RoomDialog.tsx";
import * as encryption from "./encryption/EncryptionDialog.tsx";
import { keysChangedProps, useEncryptionDialogProps } from "./encryption/encryption_props.ts";
import * as keys from "./encryption/KeysChanged.tsx";
import { leftScreenProps, removedScreenProps, replacedScreenProps } from "./ended/ended_props.ts";
import * as left from "./ended/LeftScreen.tsx";
import * as removed from "./ended/RemovedScreen.tsx";
import * as replaced from "./ended/ReplacedScreen.tsx";
import { inviteDialogProps, inviteWaysProps } from "./invite/invite_props.ts";
import * as invite from "./invite/InviteDialog.tsx";
import { toastListProps } from "./notifications/toast_props.ts";
import * as toasts from "./notifications/ToastList.tsx";
import * as name from "./people/NameDialog.tsx";
import { nameDialogProps, peoplePanelProps } from "./people/people_props.ts";
import { settingsDialogProps } from "./settings/settings_props.ts";
import * as settings from "./settings/SettingsDialog.tsx";
import * as card from "./stage/InviteCard.tsx";
import * as people from "./people/PeoplePanel.tsx";

export { CameraItems, MicItems } from "./controls/DeviceItems.tsx";
export { MoreItems } from "./controls/MoreItems.tsx";
export { FloatingReactions } from "./stage/FloatingReactions.tsx";
export { keepLouder } from "./stage/gain.ts";
export { TileMenu } from "./stage/TileMenu.tsx";
export { KeyDoubt } from "./lobby/KeyWarning.tsx";
export { PasswordField } from "./lobby/PasswordField.tsx";
export { LobbyProblems } from "./lobby/LobbyProblems.tsx";
export { ShortcutDialog } from "./controls/ShortcutDialog.tsx";
export { toggleFloat } from "./pip/floating_window.tsx";
export { Pager } from "./stage/Pager.tsx";
export { ShareBar } from "./stage/ShareBar.tsx";
export { ChatPanel } from "./chat/ChatPanel.tsx";

export const WaitingBanner = bound(banner.WaitingBanner, waitingBannerProps);
export const WaitingScreen = bound(waiting.WaitingScreen, waitingScreenProps);
export const RoomDialog = bound(room.RoomDialog, roomDialogProps);
export const NameDialog = bound(name.NameDialog, nameDialogProps);
export const PeoplePanel = bound(people.PeoplePanel, peoplePanelProps);
export const LeftScreen = bound(left.LeftScreen, leftScreenProps);
export const ReplacedScreen = bound(replaced.ReplacedScreen, replacedScreenProps);
export const RemovedScreen = bound(removed.RemovedScreen, removedScreenProps);
export const EncryptionDialog = bound(encryption.EncryptionDialog, useEncryptionDialogProps);
export const KeysChanged = bound(keys.KeysChanged, keysChangedProps);
export const InviteDialog = bound(invite.InviteDialog, inviteDialogProps);
export const InviteCard = bound(
  card.InviteCard,
  (call, t, { box }: { box: Box }) => ({ ...inviteWaysProps(call, t), box }),
);
export const SettingsDialog = bound(settings.SettingsDialog, settingsDialogProps);
export const ToastList = bound(toasts.ToastList, toastListProps);

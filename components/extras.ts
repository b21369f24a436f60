// Everything that is seldom used, as one file that is fetched when the first of it is needed.
// One and not many: each further entry would cut what all share into more and smaller pieces.
import { waitingBannerProps, waitingScreenProps } from "./admission/admission_props.ts";
import * as banner from "./admission/WaitingBanner.tsx";
import * as waiting from "./admission/WaitingScreen.tsx";
import { bound } from "./base/bound.tsx";
import { roomDialogProps } from "./moderation/moderation_props.ts";
import * as room from "./moderation/RoomDialog.tsx";
import * as name from "./people/NameDialog.tsx";
import { nameDialogProps, peoplePanelProps } from "./people/people_props.ts";
import * as people from "./people/PeoplePanel.tsx";

export { CameraItems, MicItems } from "./controls/DeviceItems.tsx";
export { MoreItems } from "./controls/MoreItems.tsx";
export { LeftScreen } from "./ended/LeftScreen.tsx";
export { ReplacedScreen } from "./ended/ReplacedScreen.tsx";
export { FloatingReactions } from "./stage/FloatingReactions.tsx";
export { KeysChanged } from "./encryption/KeysChanged.tsx";
export { keepLouder } from "./stage/gain.ts";
export { InviteCard } from "./stage/InviteCard.tsx";
export { SentOffScreen } from "./ended/RemovedScreen.tsx";
export { TileMenu } from "./stage/TileMenu.tsx";
export { ToastList } from "./notifications/Toasts.tsx";
export { KeyDoubt } from "./lobby/KeyWarning.tsx";
export { PasswordField } from "./lobby/PasswordField.tsx";
export { LobbyProblems } from "./lobby/LobbyProblems.tsx";
export { ShortcutDialog } from "./controls/ShortcutDialog.tsx";
export { InviteDialog } from "./invite/InviteDialog.tsx";
export { QrCode } from "./invite/QrCode.tsx";
export { toggleFloat } from "./pip/floating_window.tsx";
export { EncryptionDialog } from "./encryption/EncryptionDialog.tsx";
export { SettingsDialog } from "./settings/SettingsDialog.tsx";
export { Pager } from "./stage/Pager.tsx";
export { ShareBar } from "./stage/ShareBar.tsx";
export { ChatPanel } from "./chat/ChatPanel.tsx";

export const WaitingBanner = bound(banner.WaitingBanner, waitingBannerProps);
export const WaitingScreen = bound(waiting.WaitingScreen, waitingScreenProps);
export const RoomDialog = bound(room.RoomDialog, roomDialogProps);
export const NameDialog = bound(name.NameDialog, nameDialogProps);
export const PeoplePanel = bound(people.PeoplePanel, peoplePanelProps);

// Everything that is seldom used, as one file that is fetched when the first of it is needed.
// One and not many: each further entry would cut what all share into more and smaller pieces.
export { CameraItems, MicItems } from "./controls/DeviceItems.tsx";
export { MoreItems } from "./controls/MoreItems.tsx";
export { LeftScreen } from "./after/LeftScreen.tsx";
export { ReplacedScreen } from "./after/ReplacedScreen.tsx";
export { Passing } from "./stage/Passing.tsx";
export { KeysChanged } from "./safety/KeysChanged.tsx";
export { InviteCard } from "./stage/InviteCard.tsx";
export { SentOffScreen } from "./host/SentOffScreen.tsx";
export { TileMenu } from "./stage/TileMenu.tsx";
export { ToastList } from "./told/Toasts.tsx";
export { KeyDoubt } from "./lobby/KeyDoubt.tsx";
export { PasswordField } from "./lobby/PasswordField.tsx";
export { LobbyProblems } from "./lobby/LobbyProblems.tsx";
export { WaitingScreen } from "./host/WaitingScreen.tsx";
export { KnockBanner } from "./host/KnockBanner.tsx";
export { RoomDialog } from "./host/RoomDialog.tsx";
export { ShortcutDialog } from "./controls/ShortcutDialog.tsx";
export { InviteDialog } from "./invite/InviteDialog.tsx";
export { QrCode } from "./invite/QrCode.tsx";
export { NameDialog } from "./people/NameDialog.tsx";
export { PeoplePanel } from "./people/PeoplePanel.tsx";
export { toggleFloat } from "./pip/float.tsx";
export { SafetyDialog } from "./safety/SafetyDialog.tsx";
export { SettingsDialog } from "./settings/SettingsDialog.tsx";
export { Pager } from "./stage/Pager.tsx";
export { ShareBar } from "./stage/ShareBar.tsx";
export { ChatPanel } from "./chat/ChatPanel.tsx";

// What is seldom seen before a call, and what stands after it: one file.
import { waitingScreenProps } from "./admission/admission_props.ts";
import * as waiting from "./admission/WaitingScreen.tsx";
import { bound } from "./base/bound.tsx";
import { leftScreenProps, removedScreenProps, replacedScreenProps } from "./ended/ended_props.ts";
import * as left from "./ended/LeftScreen.tsx";
import * as removed from "./ended/RemovedScreen.tsx";
import * as replaced from "./ended/ReplacedScreen.tsx";
import * as keyWarning from "./lobby/KeyWarning.tsx";
import { keyWarningProps, lobbyProblemsProps } from "./lobby/lobby_props.ts";
import * as lobbyProblems from "./lobby/LobbyProblems.tsx";

export { PasswordField } from "./lobby/PasswordField.tsx";

export const WaitingScreen = bound(waiting.WaitingScreen, waitingScreenProps);
export const LeftScreen = bound(left.LeftScreen, leftScreenProps);
export const ReplacedScreen = bound(replaced.ReplacedScreen, replacedScreenProps);
export const RemovedScreen = bound(removed.RemovedScreen, removedScreenProps);
export const KeyWarning = bound(keyWarning.KeyWarning, keyWarningProps);
export const LobbyProblems = bound(lobbyProblems.LobbyProblems, lobbyProblemsProps);

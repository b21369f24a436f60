// The front door of the call: what islands and components may know of it.
export { inertPorts } from "./inert.ts";
export type { LinkState } from "./links/links.ts";
export type { Quality } from "./links/path_quality.ts";
export { type CallView, nameOf, type Phase } from "./model.ts";
export type { PendingLine, Tile, Voice } from "./model.ts";
export { Session } from "./session.ts";
export { Call } from "./call.ts";
export type { Entry, Message } from "./chat/conversation.ts";
export { type Action, actionOf, COMMAND_KEYS, SINGLE_KEYS } from "./keys.ts";
export type { Notice } from "./notices/notice.ts";
export type { Toast } from "./notices/toasts.ts";
export type { DialogName, PanelName } from "./panels.ts";
export { DEFAULTS, type Settings } from "./preferences.ts";
export { LOUDEST } from "./speaking/volumes.ts";
export { STEP, type Zoom } from "./stage/zoom.ts";
export type { Box, Stage } from "./stage/grid.ts";
export {
  type Corner,
  cornerAt,
  CORNERS,
  type Place,
  type Role,
  type Scene,
} from "./stage/scene.ts";
export type { DeviceProblem } from "./media/device_problem.ts";
export type { WireTrouble } from "./wire/trouble.ts";
export type { DeviceChoice, DeviceKind, Failure } from "./ports.ts";

// The front door of the call: what islands and components may know of it.
export { nullPorts } from "./null_ports.ts";
export type { ConnectionState } from "./transport/transport.ts";
export type { Quality } from "./transport/monitor/network_quality.ts";
export { type CallView, nameOf, type Phase } from "./model.ts";
export type { PendingLine, Tile, Voice } from "./model.ts";
export { Session } from "./session.ts";
export { Call } from "./call.ts";
export type { Entry, Message } from "./chat/conversation.ts";
export { type Action, actionOf, COMMAND_KEYS, SINGLE_KEYS } from "./shortcuts.ts";
export type { Notification } from "./notifications/notification.ts";
export type { Toast } from "./notifications/toasts.ts";
export type { DialogName, PanelName } from "./panels.ts";
export { DEFAULTS, type Settings } from "./preferences.ts";
export { LOUDEST } from "./audio/volumes.ts";
export { STEP, type Zoom } from "./layout/zoom.ts";
export type { Box, Size } from "./layout/grid.ts";
export {
  type Corner,
  cornerAt,
  CORNERS,
  type Layout,
  type Role,
  type TilePlacement,
} from "./layout/layout.ts";
export type { DeviceProblem } from "./media/device_problem.ts";
export type { ConnectionProblem } from "./signaling_client/connection_problem.ts";
export type { DeviceChoice, DeviceKind, Failure } from "./ports.ts";

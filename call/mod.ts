// The front door of the call: what islands and components may know of it.
export { nullPorts } from "./null_ports.ts";
export type { Quality } from "./transport/monitor/network_quality.ts";
export type { PendingLine } from "./chat/outbox.ts";
export type { Tile } from "./layout/tiles.ts";
export type { Voice } from "./audio/remote_audio.ts";
export { Call } from "./call.ts";
export type { Entry, Message } from "./chat/conversation.ts";
export { type Action, actionOf, SINGLE_KEYS } from "./shortcuts.ts";
export type { Notification } from "./notifications/notification.ts";
export type { Toast } from "./notifications/toasts.ts";
export type { Settings } from "./preferences.ts";
export { LOUDEST } from "./audio/volumes.ts";
export { STEP } from "./layout/zoom.ts";
export type { Box } from "./layout/grid.ts";
export { type Corner, cornerAt, type TilePlacement } from "./layout/layout.ts";
export type { DeviceProblem } from "./media/device_problem.ts";
export type { ConnectionProblem } from "./signaling_client/connection_problem.ts";
export type { DeviceChoice, DeviceKind, Failure } from "./ports.ts";

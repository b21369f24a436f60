// The front door of the call: what islands and components may know of it.
export { inertPorts } from "./inert.ts";
export { type CallView, type LinkState, nameOf, type Phase } from "./model.ts";
export type { PendingLine, Tile, Voice } from "./model.ts";
export { Session } from "./session.ts";
export type { EchoEntry } from "./echo/echo.ts";
export { EchoSession } from "./echo/session.ts";
export { type Box, gridBoxes, screenBoxes, type Stage } from "./layout.ts";
export type { DeviceProblem } from "./media/device_problem.ts";
export type { DeviceChoice, DeviceKind, Failure } from "./ports.ts";

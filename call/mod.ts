// The front door of the call: what islands and components may know of it.
export { type CallView, createModel, type LinkState, nameOf, type Phase } from "./model.ts";
export type { PendingLine, Tile, Voice } from "./model.ts";
export { Session } from "./session.ts";
export { Echo, type EchoEntry, Loopback } from "./echo.ts";
export { type Box, gridBoxes, screenBoxes, type Stage } from "./layout.ts";
export type { DeviceProblem } from "./device_problem.ts";
export type { DeviceChoice, DeviceKind, Failure } from "./ports.ts";

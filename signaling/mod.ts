// The door of the signaling: everything else in this folder is its own business.
export { attachSignaling, type Signaling, type SignalingOptions } from "./server.ts";
export type { SignalingConfig, SignalingStats } from "./server.ts";
export type { Clock } from "./clock.ts";

// The door of the signaling: everything else in this folder is its own business.
export { attachSignaling, type Signaling, type SignalingOptions } from "./server.ts";
export type { SignalingConfig, SignalingStats } from "./server.ts";
export type { Clock } from "./clock.ts";
export type { Estate } from "./estates/estate.ts";
export { Attempts, WINDOW_MS } from "./estates/attempts.ts";
export type { Landlord } from "./landlord.ts";
export { readEstate } from "./estates/estate_schema.ts";
export { newKey, suffixOf } from "./estates/keys.ts";
export { Seals } from "./seals.ts";
export { isDecided, lockedRecord } from "./estates/keeping.ts";
export { MemoryStorage } from "./memory_storage.ts";
export { DISK_BOUNDS } from "./storage.ts";
export type {
  AccessRow,
  CallRecord,
  Reading,
  Saved,
  Storage,
  StorageBounds,
  StorageCounts,
} from "./storage.ts";

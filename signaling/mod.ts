// What other folders may import from signaling/; nothing else in it is for them.
export { attachSignaling, type Signaling } from "./server.ts";
export type { SignalingStats } from "./server.ts";
export { AttemptLimiter, WINDOW_MS } from "./access/attempt_limiter.ts";
export { iceCredentials, type IceSettings, type OwnTurn } from "./media/ice.ts";
export type { RoomAdminApi } from "./room_admin.ts";
export type {
  MediaRouter,
  Publication,
  RoutedPage,
  RoutedRoom,
  RoutedRoomEvents,
  RouterOffer,
} from "./media/media_router.ts";
export { readAccess } from "./access/access_schema.ts";
export { newKey, suffixOf } from "./access/host_keys.ts";
export { ServerCrypto } from "./server_crypto.ts";
export { isDecided, lockedRecord } from "./access/access_retention.ts";
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
export type {
  Claim,
  CopiedRecord,
  HeldRoom,
  Renewal,
  SharedRecord,
  SharedStore,
  StoreListener,
  Written,
} from "./cluster/shared_store.ts";
export type { ClusterStats } from "./cluster/cluster.ts";

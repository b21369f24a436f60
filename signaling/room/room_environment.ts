// What an open room needs of the directory that keeps it.
import type { Clock } from "../clock.ts";
import type { SealStamp } from "../recovery/room_snapshot.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import type { RoomSettings } from "../room_settings.ts";
import type { ClientConnection } from "./connection.ts";
import type { RoomAccess } from "./room_access.ts";
import type { Room } from "./room.ts";
import type { RoomValues } from "./room_values.ts";

/** Where a room keeps what outlives it, and whom outside it tells of its changes. */
export interface RoomEnvironment {
  readonly settings: RoomSettings;
  readonly clock: Clock;
  readonly crypto: ServerCrypto;
  /** The stamp of the next snapshot. */
  nextStamp(): SealStamp;
  /** Keeps what hosts decided, unless something newer is known; gives the newest. */
  keepAccess(room: string, access: RoomAccess | null): RoomAccess | null;
  /** Keeps who belongs to the room's call. */
  keepCall(values: Readonly<RoomValues>): void;
  /** The room changed, and its members know it: tells those outside whom it concerns. */
  changed(before: Room): void;
  /** Members came or left. Forgets a room in which nobody is and to which nobody can return. */
  occupancyChanged(room: string): void;
  /** This connection became a member's: it neither waits nor subscribes to a count any more. */
  attached(connection: ClientConnection): void;
  /** Forgets a room to which nobody can return; `isEnded` when a host ended its call. */
  free(room: string, options: { isEnded: boolean }): void;
}

// What an open room is, but for its connections and timers.
import type { Role } from "../../protocol/roles.ts";
import type { SnapshotStamp } from "../recovery/snapshot_stamp.ts";
import type { ChatLog } from "./chat_log.ts";
import type { Room } from "./room.ts";
import type { Seats } from "./seats.ts";

/** A room's values. Only a `LiveRoom` writes those of an open one. */
export interface RoomValues {
  room: Room;
  log: ChatLog;
  seats: Seats;
  /** The number of the call that is on. */
  call: number;
  /** The newest snapshot from which it goes on after a restart; null if it was opened since. */
  base: SnapshotStamp | null;
  /** Runs of the server in which it was before this one, the last one first. */
  after: readonly string[];
  /** All members that were taken over from snapshots, with their roles then, whoever left since. */
  inherited: ReadonlyMap<string, Role>;
}

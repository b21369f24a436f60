// What the room directory is given before it starts, and the figures that it gives.
import type { Clock } from "./clock.ts";
import type { OpenRooms } from "../protocol/open_rooms.ts";
import type { RoomOwner } from "./room_owner.ts";
import type { IceSettings } from "./media/ice.ts";
import type { MediaRouter } from "./media/media_router.ts";
import { count } from "./room/room.ts";
import type { ServerCrypto } from "./server_crypto.ts";
import type { Storage } from "./storage.ts";
import type { RoomView } from "./room/connection.ts";

/** What of the configuration concerns the signaling. */
export interface RoomSettings extends IceSettings {
  /** Members of one room, those who are away included. */
  readonly roomLimit: number;
  /** Rooms open at the same time. */
  readonly roomsLimit: number;
  /** Rooms that one address may have open; 0 or nothing for any number. */
  readonly addressRooms?: number;
  /** Lines that a room's log keeps; 0 = none. */
  readonly chatHistory: number;
  /** Bytes of the largest file that members may send each other; 0 = none, absent = 2 GiB. */
  readonly fileLimit?: number;
  /**
   * How long the chat of a room with a host is kept after the last person hung up, in milliseconds;
   * as long as `seatMemoryMs` if it is left out.
   */
  readonly chatMemoryMs?: number;
  /** Rooms that belong to somebody are only those that this server was told to make. */
  readonly madeRoomsOnly?: boolean;
  /** "allowed" if it is left out. */
  readonly openRooms?: OpenRooms;
  /** How long after the last sign of life a lost member stays in the room, in milliseconds. */
  readonly seatGraceMs: number;
  /** The same for one whose socket is there and silent. */
  readonly silenceGraceMs: number;
  /** The same after the page said that it is closing. */
  readonly reloadGraceMs: number;
  /** A socket from which nothing came for so long is silent, in milliseconds. */
  readonly silentMs: number;
  /** How long somebody who is in the room no more may come again as the same, in milliseconds. */
  readonly seatMemoryMs: number;
}

/** What a room directory needs from outside. */
export interface RoomDirectoryOptions {
  settings: RoomSettings;
  clock: Clock;
  crypto: ServerCrypto;
  /** Unguessable text of `[A-Za-z0-9_-]`, at least 128 bits. */
  randomId: () => string;
  /** Tells this run of the server from those before and after it. */
  run?: string;
  /** Since when rooms live in this process; since its start if it is not given. */
  owner?: RoomOwner;
  /** What outlives this process; in memory if it is not given. */
  storage?: Storage | null;
  /** The SFU of rooms that are too large for a mesh; none if it is not given. */
  sfu?: SfuSettings | null;
}

/** An SFU, and when it is used. */
export interface SfuSettings {
  readonly router: MediaRouter;
  /** Members up to whom a room is a mesh. */
  readonly meshMax: number;
  readonly onError: (error: unknown) => void;
}

/** How much is going on. */
export interface RoomStats {
  /** Rooms with members. */
  rooms: number;
  /** Rooms whose members are all gone, but may come again. */
  idle: number;
  /** Members who are not away. */
  members: number;
  away: number;
  subscribers: number;
  /** People who wait to be let in. */
  waiting: number;
  /** Rooms whose media an SFU carries. */
  sfuRooms: number;
}

/** Counts what is going on in these rooms. */
export function statsOf(
  rooms: Iterable<RoomView>,
  { idle, ...known }: Pick<RoomStats, "idle" | "subscribers" | "waiting" | "sfuRooms">,
): RoomStats {
  const all = [...rooms];
  const members = all.reduce((sum, room) => sum + count(room), 0);
  const seats = all.reduce((sum, { members }) => sum + members.length, 0);
  return { rooms: all.length - idle, idle, members, away: seats - members, ...known };
}

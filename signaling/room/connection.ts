// A socket as the hub sees it, and the room it may sit in.
import type { ServerEventName, ServerEventPayloads } from "../../protocol/events.ts";
import type { Role } from "../../protocol/roles.ts";
import type { ChatLog } from "./chat_log.ts";
import type { SnapshotStamp } from "../recovery/room_snapshot.ts";
import type { Room } from "./room.ts";
import type { Seats } from "./seats.ts";

/** The way out to one socket. Must not call back into the hub. */
export interface Sink {
  notify<E extends ServerEventName>(event: E, payload: ServerEventPayloads[E]): void;
  /** When anything last came from it, in steady milliseconds. */
  heardAt(): number;
  /** Closes the socket such that its client connects again. */
  drop(): void;
}

/** Somebody inside let a socket in: into this call and no other, and not for ever. */
export interface AdmissionGrant {
  readonly open: OpenRoom;
  /** Steady time in milliseconds when it ends. */
  readonly until: number;
  /** Whoever did it knew that somebody with this address or invitation had been removed. */
  readonly suspect: boolean;
}

/** One socket, and where it is. Its fields are written by the hub only. */
export interface ClientConnection {
  readonly sink: Sink;
  membership: { readonly open: OpenRoom; readonly member: string } | null;
  watching: string | null;
  /** The room before which it waits. */
  waiting: string | null;
  /** That it was let in, and into which call. */
  admitted: AdmissionGrant | null;
  /** The password that it showed, as it is kept. */
  unlocked: string | null;
  /** Our mark of the address it comes from; "" when nobody tells. */
  readonly address: string;
}

/** What a room is, but for who is connected right now. */
export interface RoomValues {
  room: Room;
  log: ChatLog;
  seats: Seats;
  /** The number of the call that is on. */
  call: number;
  /** The newest copy from which it goes on after a restart; null if it was opened since. */
  base: SnapshotStamp | null;
  /** Runs of the server in which it was before this one, the last one first. */
  after: readonly string[];
  /** All members that were taken over from copies, with their roles then, whoever left since. */
  inherited: ReadonlyMap<string, Role>;
}

/** An open room: its values, and the sockets that stand behind its members. */
export interface OpenRoom extends RoomValues {
  /** The newest copy for its members, and of what it was made. */
  sealed: { room: Room; seats: Seats; text: string } | null;
  /** The socket of each member who has one; it may be silent. */
  readonly present: Map<string, ClientConnection>;
  /** Members who were told who is waiting. */
  readonly notifiedAdmitters: Set<string>;
  /** Our mark of the address that opened it; "" when nobody tells. */
  maker: string;
  /** The alarm for the next look at who is there. */
  look: unknown;
}

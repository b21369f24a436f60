// A client's connection as rooms see it, and a room as everybody but `LiveRoom` may see it.
import type { ServerEventName, ServerEventPayloads } from "../../protocol/events.ts";
import type { Member } from "../../protocol/shapes.ts";
import type { RoomAccess } from "./room_access.ts";

/** The way out to one client. Must not call back into the directory or a room. */
export interface Sink {
  notify<E extends ServerEventName>(event: E, payload: ServerEventPayloads[E]): void;
  /** When anything last came from the client, in steady milliseconds. */
  heardAt(): number;
  /** Closes the connection such that its client connects again. */
  drop(): void;
}

/** An open room, to be read. */
export interface RoomView {
  readonly name: string;
  /** In order of joining. */
  readonly members: readonly Member[];
  /** Null in an open room, which belongs to nobody. */
  readonly access: RoomAccess | null;
  /** The connection of each member who has one; it may be silent. */
  readonly connections: ReadonlyMap<string, ClientConnection>;
}

/** Somebody inside let a connection in: into this call and no other, and not for ever. */
export interface AdmissionGrant {
  readonly room: RoomView;
  /** Steady time in milliseconds when it ends. */
  readonly until: number;
  /** Whoever did it knew that somebody with this address or invitation had been removed. */
  readonly suspect: boolean;
}

/** One client's connection. Which member it belongs to says `membershipOf` of `live_room.ts`. */
export interface ClientConnection {
  readonly sink: Sink;
  /** The room whose count it subscribes to; written by `CountSubscribers`. */
  watching: string | null;
  /** The room it waits for; written by `WaitingRooms`. */
  waiting: string | null;
  /** That it was let in, and into which call; written by `Admission`. */
  admitted: AdmissionGrant | null;
  /** The password that it showed, as the server keeps it; written by `room:unlock`. */
  unlocked: string | null;
  /** Our mark of the address it comes from; "" when nobody tells. */
  readonly address: string;
  /** The name or address of this server under which it came, as in a URL; "" if unknown. */
  readonly host: string;
}

/** A connection that belongs to no room yet. */
export function connectionOf(
  sink: Sink,
  who: Pick<ClientConnection, "address" | "host">,
): ClientConnection {
  return { sink, ...who, watching: null, waiting: null, admitted: null, unlocked: null };
}

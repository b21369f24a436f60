// What a handler of a client event is given, in three types: from anyone, from a member, from a host.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { RequestName, Requests } from "../../protocol/events.ts";
import type { Author, Member } from "../../protocol/shapes.ts";
import type { ClientConnection } from "../room/connection.ts";
import type { LiveRoom } from "../room/live_room.ts";
import type { RoomAccess } from "../room/room_access.ts";
import type { RoomDirectory } from "../room_directory.ts";

/** Who asks, and whom they ask. Made once per connection. */
export interface HandlerContext {
  readonly directory: RoomDirectory;
  readonly sender: ClientConnection;
}

/** The same for a member: in which room, and who they are in it at this moment. */
export interface MemberContext extends HandlerContext {
  readonly room: LiveRoom;
  readonly me: Member;
  /** The sender as chat lines name them. */
  readonly from: Author;
}

/** The same in a room that belongs to somebody, with what its hosts have decided up to now. */
export interface HostContext extends MemberContext {
  readonly access: RoomAccess;
}

/**
 * Answers one event, whose payload has passed its schema: with the reply's fields or an error code.
 * Handlers never wait, but for a password: the reply is on its way before any later server event,
 * and events of one connection are answered in the order in which they were sent.
 */
type Handles<C, E extends RequestName> = (
  context: C,
  payload: Requests[E]["payload"],
) => Answer<E> | (E extends SlowName ? Promise<Answer<E>> : never);

/** Answers an event that may come from outside every room, too. */
export type AnyoneHandler<E extends RequestName> = Handles<HandlerContext, E>;
/** Answers an event that only members of a room may send. */
export type MemberHandler<E extends RequestName> = Handles<MemberContext, E>;
/** Answers an event by which somebody acts as a host, or instead of one. */
export type HostHandler<E extends RequestName> = Handles<HostContext, E>;

type Answer<E extends RequestName> = Requests[E]["reply"] | ErrorCode;

/** Events whose answer takes a while, because a password goes through a slow hash. */
type SlowName = "room:unlock" | "room:password";

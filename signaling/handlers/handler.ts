// What a handler of a client event is.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { RequestName, Requests } from "../../protocol/events.ts";
import type { RoomDirectory } from "../room_directory.ts";
import type { ClientConnection } from "../room/connection.ts";

/** Who asks, and whom they ask. Made once per socket. */
export interface HandlerContext {
  readonly directory: RoomDirectory;
  readonly sender: ClientConnection;
}

/**
 * Answers one event, whose payload has passed its schema: with the reply's fields or an error code.
 * Handlers never wait, but for a password: the reply is on its way before any later notice, and events of one socket
 * are answered in the order in which they were sent.
 */
export type Handler<E extends RequestName> = (
  asking: HandlerContext,
  payload: Requests[E]["payload"],
) => Answer<E> | (E extends SlowName ? Promise<Answer<E>> : never);

type Answer<E extends RequestName> = Requests[E]["reply"] | ErrorCode;

/** Events whose answer takes a while, because a password goes through a slow hash. */
type SlowName = "room:unlock" | "room:password";

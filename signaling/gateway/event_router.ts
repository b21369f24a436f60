// Who answers an event that has passed the gateway: the room, in this process or in another one.
import type { RoomDirectory } from "../room_directory.ts";
import { type AnyRow, perform, type Result } from "../event_table.ts";
import type { HandlerContext } from "../handlers/handler.ts";
import type { ClientConnection } from "../room/connection.ts";

/** An event whose payload has passed its schema. */
export interface CheckedEvent {
  readonly row: AnyRow;
  readonly name: string;
  readonly payload: unknown;
}

/** Takes the answer; called once at most, and before anything that happened later is told. */
export type Answer = (result: Result) => void;

/** Receives unexpected errors of handlers. The sender's answer is "internal". */
export type OnError = (error: unknown, event: string) => void;

/** Leads events to rooms. */
export interface EventRouter {
  /** Answers an event; events of one sender are answered in the order in which they came. */
  perform(sender: ClientConnection, event: CheckedEvent, answer: Answer): void;
  /** The sender's connection is gone. */
  disconnected(sender: ClientConnection): void;
}

/** For a process in which all rooms live. */
export function localRouter(directory: RoomDirectory, onError: OnError): EventRouter {
  return {
    perform: (sender, event, answer) =>
      performHere({ directory, sender }, event, { onError, answer }),
    disconnected: (sender) => directory.disconnected(sender),
  };
}

/** Answers an event in the room that lives in this process. */
export function performHere(
  context: HandlerContext,
  { row, name, payload }: CheckedEvent,
  { onError, answer }: { onError: OnError; answer: Answer },
): void {
  const fail = (error: unknown) => {
    onError(error, name);
    return "internal" as const;
  };
  let result: Result | Promise<Result>;
  try {
    result = perform(row, context, payload);
  } catch (error) {
    result = fail(error);
  }
  if (result instanceof Promise) void result.catch(fail).then(answer);
  else answer(result);
}

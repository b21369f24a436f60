// What every event passes by which a host decides: it is remembered, or the host is told that it is not.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { AccessStore } from "./access_store.ts";

/** The room about which something may be decided, and the mark of the sender's address. */
export interface Decision {
  readonly accessStore: AccessStore;
  readonly room: string;
  readonly address: string;
}

type Result = object | ErrorCode;

/**
 * Runs a handler that may decide something about an owned room. A room that has to be remembered
 * from now on counts against the sender's address. What holds now and could not be saved is answered
 * with "not-kept".
 */
export function withSavedDecision(
  { accessStore, room, address }: Decision,
  run: () => Result | Promise<Result>,
): Result | Promise<Result> {
  const isNew = !accessStore.knows(room);
  const allowed = accessStore.mayDecide(room, address);
  if (allowed !== "yes") return allowed;
  const told = (result: Result): Result => {
    if (isNew && !accessStore.knows(room)) accessStore.makers.giveBack(address);
    return typeof result === "string" || accessStore.isSaved(room) ? result : "not-kept";
  };
  const result = run();
  return result instanceof Promise ? result.then(told) : told(result);
}

// Runs events by which a host decides something, and tells the host if the decision could not be saved.
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
 * Runs a handler that may decide something about an owned room. If the server has to remember the
 * room from now on, the room counts for the sender's address. The answer is "not-kept" if the decision
 * is valid now but could not be saved.
 */
export function withSavedDecision(
  { accessStore, room, address }: Decision,
  run: () => Result | Promise<Result>,
): Result | Promise<Result> {
  const isNew = !accessStore.knows(room);
  const allowed = accessStore.mayDecide(room, address);
  if (allowed !== "yes") return allowed;
  const answer = (result: Result): Result => {
    if (isNew && !accessStore.knows(room)) accessStore.makers.giveBack(address);
    return typeof result === "string" || accessStore.isSaved(room) ? result : "not-kept";
  };
  const result = run();
  return result instanceof Promise ? result.then(answer) : answer(result);
}

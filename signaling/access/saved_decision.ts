// What every event passes by which a host decides: it is remembered, or the host is told that it is not.
import type { HandlerContext } from "../handlers/handler.ts";
import type { Result } from "../event_table.ts";

/**
 * Runs a handler that may decide something about the sender's room. A room that has to be remembered
 * from now on counts against the sender's address. What holds now and could not be saved is answered
 * with "not-kept".
 */
export function withSavedDecision(
  { directory, sender }: HandlerContext,
  run: () => Result | Promise<Result>,
): Result | Promise<Result> {
  const { accessStore: registry } = directory.admission;
  const room = sender.membership?.open.room;
  if (room === undefined || room.access === null) return run();
  const isNew = !registry.knows(room.name);
  const allowed = registry.mayDecide(room.name, sender.address);
  if (allowed !== "yes") return allowed;
  const told = (result: Result): Result => {
    if (isNew && !registry.knows(room.name)) registry.makers.giveBack(sender.address);
    return typeof result === "string" || registry.isSaved(room.name) ? result : "not-kept";
  };
  const result = run();
  return result instanceof Promise ? result.then(told) : told(result);
}

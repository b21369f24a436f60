// Asks the statistics of a connection whether anything still arrives.
import type { Clock } from "../../ports.ts";
import type { MonitoredConnection } from "./monitored_connection.ts";

/** Time between the two statistics that are compared, in milliseconds. */
const CONFIRM_MS = 350;
/** Statistics that come so late are those of an overloaded computer and prove nothing. */
const LATE_MS = 400;

/** Whether bytes arrive; null if the connection was closed, has no statistics, or gave them too late. */
export async function stillReceives(
  connection: Pick<MonitoredConnection, "bytes">,
  clock: Pick<Clock, "steady" | "after">,
): Promise<boolean | null> {
  const bytes = () => connection.bytes().catch(() => null);
  const asked = clock.steady();
  const before = await bytes();
  await new Promise<void>((done) => clock.after(CONFIRM_MS, done));
  const after = await bytes();
  if (before === null || after === null) return null;
  if (after > before) return true;
  return clock.steady() - asked < CONFIRM_MS + LATE_MS ? false : null;
}

// What happened in the present call, for whoever asks; what notes it is fetched with the first statistics.
import type { MembershipState } from "../membership/membership_state.ts";
import type { Clock } from "../ports.ts";
import { LazyPart } from "../lazy_part.ts";
import type { Scope } from "../scope.ts";
import type { Connections } from "../transport/connections.ts";
import type { MediaTransport } from "../transport/transport.ts";
import type { View } from "../view.ts";
import type { CallRecorder, CallRecorderOptions } from "./call_recorder.ts";
import type { ReportParts } from "./call_report.ts";

/** Between two looks at the connections for a report, in milliseconds. */
const BETWEEN_MS = 1_000;

export interface CallHistoryOptions extends CallRecorderOptions {
  scope: Scope;
  clock: Clock;
  membership: View<MembershipState>;
  connections: Connections;
  transport: Pick<MediaTransport, "report">;
}

/** Notes from the first statistics on, also what follows the call, until the next one begins. */
export class CallHistory {
  readonly #options: CallHistoryOptions;
  readonly #recorder: LazyPart<CallRecorder>;

  constructor(options: CallHistoryOptions) {
    this.#options = options;
    const { scope, connections, membership } = options;
    this.#recorder = new LazyPart(async () => {
      const { CallRecorder } = await import("./call_recorder.ts");
      return () => new CallRecorder(options);
    });
    connections.listeners.push((id, totals) => this.#recorder.want()?.take(id, totals));
    const stop = () => {
      this.#recorder.part?.stop();
      this.#recorder.drop();
    };
    scope.watch(() => membership.self.value, stop);
    scope.add(stop);
  }

  /** A report as text; null while nothing was noted. */
  async report(
    surroundings: Pick<ReportParts, "agent" | "languages" | "secure">,
  ): Promise<string | null> {
    const { clock, connections, membership, transport } = this.#options;
    const recorder = this.#recorder.part;
    if (recorder === null) return null;
    const [{ callReport }, { connectionDetailsOf }] = await Promise.all([
      import("./call_report.ts"),
      import("../transport/monitor/connection_details.ts"),
    ]);
    const ids = membership.members.value.map(({ id }) => id);
    const look = () =>
      Promise.all(ids.map((id) => transport.report(id)?.catch(() => null) ?? null));
    const before = await look();
    await new Promise<void>((done) => clock.after(BETWEEN_MS, done));
    const after = await look();
    const details = ids.flatMap((id, index) => {
      const now = after[index];
      return now ? [[id, connectionDetailsOf(before[index] ?? null, now)] as const] : [];
    });
    return callReport({
      ...surroundings,
      ...{ now: clock.now(), age: recorder.age, log: recorder.log },
      ...{ connections: new Map(details), traffic: connections.traffic.value },
    });
  }
}

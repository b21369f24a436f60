// What a call does about its network: asks for what is shown, keeps within what it may take, tells whose
// link is weak, and notes what happens.
import { bindDemand, type DemandBinding } from "./bind_demand.ts";
import { CallHistory, type CallHistoryOptions } from "./call_report/call_history.ts";
import { DataSaving } from "./data_saving.ts";
import type { Ports } from "./ports.ts";
import { SavedState } from "./saved_state.ts";
import type { Scope } from "./scope.ts";
import { TrafficControl, type TrafficControlOptions } from "./traffic/traffic_control.ts";
import type { Connections } from "./transport/connections.ts";
import type { MediaTransport } from "./transport/transport.ts";
import { WeakLinks } from "./weak_link/weak_links.ts";

export interface NetworkBinding
  extends
    DemandBinding,
    Pick<TrafficControlOptions, "membership" | "notify">,
    Pick<CallHistoryOptions, "media"> {
  room: string;
  connections: Connections;
  transport: MediaTransport;
}

/** What people see and set of it. */
export interface Network {
  readonly dataSaving: DataSaving;
  readonly traffic: TrafficControl;
  readonly callHistory: CallHistory;
}

/** Until the scope ends. */
export function bindNetwork(
  scope: Scope,
  binding: NetworkBinding,
  { page, clock, signaling, store, onError }: Ports,
): Network {
  const { messages } = binding.transport;
  const savedState = new SavedState(store);
  const traffic = new TrafficControl({ scope, ...binding, clock, savedState, onError });
  const dataSaving = new DataSaving({ scope, ...binding, isTight: traffic.isTight });
  new WeakLinks({ scope, ...binding, messages, clock, signaling });
  bindDemand(scope, binding, page);
  const callHistory = new CallHistory({ scope, ...binding, clock });
  return { dataSaving, traffic, callHistory };
}

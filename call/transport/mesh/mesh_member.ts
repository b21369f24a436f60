// What a mesh knows of one other member.
import type { MessageBudget } from "../message_budget.ts";
import type { PeerSession } from "./peer_session.ts";
import type { MonitoredConnection } from "../monitor/connection_monitor.ts";

/** One other member and the connections to them. */
export interface MeshMember {
  session: PeerSession;
  epoch: number;
  away: boolean;
  /** The member says that it sends something. */
  expected: boolean;
  monitored: MonitoredConnection;
  /** It could not prove that it is who it says: nothing is sent to it or shown of it. */
  refused: boolean;
  /** Not connected yet, or only just. */
  rampingUp: boolean;
  /** Signals that it may still send: what is over it has to be sent again, later. */
  envelopes: MessageBudget;
}

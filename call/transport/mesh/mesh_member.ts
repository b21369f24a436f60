// What a mesh knows of one other member.
import type { MessageBudget } from "../message_budget.ts";
import type { PictureSlot } from "./encoding_limits.ts";
import type { PeerSession } from "./peer_session.ts";
import type { Member } from "../../../protocol/shapes.ts";
import type { IceServer } from "../../../protocol/signals.ts";
import { attempt } from "../../safe_ports.ts";
import type { MonitoredConnection } from "../monitor/monitored_connection.ts";

/** Envelopes that one page may send; whatever exceeds this it has to send again, later. */
export const ENVELOPES = { burst: 500, perSecond: 50 };

/** One other member and the connections to them. */
export interface MeshMember {
  session: PeerSession;
  epoch: number;
  away: boolean;
  /** What the member says that it sends. */
  media: Member["media"];
  monitored: MonitoredConnection;
  /** It could not prove that it is who it says: nothing is sent to it or shown of it. */
  refused: boolean;
  /** Not connected yet, or only just. */
  rampingUp: boolean;
  /** Signals that it may still send: what is over it has to be sent again, later. */
  envelopes: MessageBudget;
}

/** The connection that is in use at present, as the monitor sees it. */
export function monitoredOf(
  entry: Omit<MeshMember, "monitored">,
  { asksFor, isSparse, ice, onError }: {
    /** Whether this page lets the member send it. */
    asksFor: (slot: PictureSlot | "mic") => boolean;
    /** Whether the member sends next to nothing while they are silent. */
    isSparse(): boolean;
    ice: () => readonly IceServer[];
    onError(error: unknown): void;
  },
): MonitoredConnection {
  const { session } = entry;
  const { connection } = session;
  return {
    get state() {
      return connection.state;
    },
    get expected() {
      const { mic, camera, screen } = entry.media;
      return (mic && asksFor("mic")) || (camera && asksFor("camera")) ||
        (screen && asksFor("screen"));
    },
    get sparse() {
      const { camera, screen } = entry.media;
      return isSparse() && !(camera && asksFor("camera")) && !(screen && asksFor("screen"));
    },
    get away() {
      return entry.away;
    },
    totals: () => connection.totals(),
    restartStuckNegotiation: () =>
      attempt(() => entry.refused || session.restartStuckNegotiation(), undefined, onError),
    restart: (how) => attempt(() => session.restart(ice(), how), undefined, onError),
  };
}

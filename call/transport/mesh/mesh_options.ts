// What a mesh is made with.
import type { DescriptionAuthenticator } from "../../e2ee/description_authenticator.ts";
import type { Clock, Pressure } from "../../ports.ts";
import type { Rtc } from "../../rtc_ports.ts";
import type { LocalTracks } from "../tracks.ts";
import type { TransportEvents, TransportSignaling } from "../transport.ts";
import type { UplinkMemory } from "./uplink_budget.ts";

export interface MeshTransportOptions {
  rtc: Rtc;
  clock: Pick<Clock, "after" | "now" | "steady">;
  signaling: TransportSignaling;
  /** Read when a connection is made; later changes come by `setTrack`. */
  tracks: () => LocalTracks;
  /** What is remembered of this network's uplink. */
  uplink: UplinkMemory;
  /** How busy this computer is. */
  pressure(): Pressure | null;
  authenticator: Pick<DescriptionAuthenticator, "sign" | "verify">;
  events: TransportEvents;
}

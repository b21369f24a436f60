// RTCPeerConnection and MediaStream of this browser.
import type { Rtc } from "../ports.ts";

/** Connections with one transport for all lines (RFC 9143 bundle). */
export const browserRtc: Rtc = {
  makePeer: (ice, { relayOnly = false } = {}) =>
    new RTCPeerConnection({
      iceServers: ice.map((server) => ({ ...server })),
      bundlePolicy: "max-bundle",
      ...(relayOnly ? { iceTransportPolicy: "relay" } : {}),
    }),
  makeStream: () => new MediaStream(),
};

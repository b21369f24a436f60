// RTCPeerConnection and MediaStream of this browser.
import type { Rtc } from "../ports.ts";

/** Connections with one transport for all lines (RFC 9143 bundle), and one key for all of them. */
export function browserRtc(): Rtc {
  let certificates: RTCCertificate[] = [];
  return {
    ready: makeKey().then((made) => void (certificates = made)),
    makePeer: (ice, { relayOnly = false } = {}) =>
      new RTCPeerConnection({
        iceServers: ice.map((server) => ({ ...server })),
        bundlePolicy: "max-bundle",
        ...(relayOnly ? { iceTransportPolicy: "relay" as const } : {}),
        ...(certificates.length > 0 ? { certificates } : {}),
      }),
    makeStream: () => new MediaStream(),
  };
}

/** Where it cannot be made each connection makes its own: then there is no phrase. */
async function makeKey(): Promise<RTCCertificate[]> {
  try {
    const how = { name: "ECDSA", namedCurve: "P-256" };
    return [await RTCPeerConnection.generateCertificate(how)];
  } catch {
    return [];
  }
}

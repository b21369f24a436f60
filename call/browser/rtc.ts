// RTCPeerConnection and MediaStream of this browser.
import type { FrameKey, Rtc } from "../rtc_ports.ts";

/** A page that was just opened has better things to do for so long, in milliseconds. */
const WARM_UP_AFTER_MS = 800;
/** What somebody still asks of a closed connection is answered for so long, in milliseconds. */
const LAST_WORDS_MS = 5_000;

/** Connections with one transport for all lines (RFC 9143 bundle), and one key for all of them. */
export function browserRtc(): Rtc {
  let certificates: RTCCertificate[] = [];
  return {
    supported: isSupported(),
    ready: makeKey().then((made) => {
      certificates = made;
      setTimeout(() => void warmUp(), WARM_UP_AFTER_MS);
    }),
    makePeer: (ice, { relayOnly = false, afterChange = false } = {}) => {
      const make = afterChange && isToldLate() ? makeInFrame : makeHere;
      const how: RTCConfiguration = {
        iceServers: ice.map((server) => ({ ...server })),
        bundlePolicy: "max-bundle",
        ...(relayOnly ? { iceTransportPolicy: "relay" as const } : {}),
      };
      try {
        return make(certificates.length > 0 ? { ...how, certificates } : how);
      } catch {
        return makePlainly({ ...how, certificates, iceServers: usable(how.iceServers ?? []) });
      }
    },
    makeStream: () => new MediaStream(),
    loadFrames: "RTCRtpScriptTransform" in globalThis && globalThis.crypto?.subtle
      ? loadFrames
      : null,
  };
}

async function loadFrames() {
  const { BrowserFrames } = await import("./frames/browser_frames.ts");
  return (key: FrameKey) => new BrowserFrames(key);
}

/** The first description of a page takes several times as long as all others: it is made for nobody. */
async function warmUp(): Promise<void> {
  if (!isSupported()) return;
  try {
    const pc = makeHere({});
    for (const kind of ["audio", "video"]) pc.addTransceiver(kind);
    await pc.createOffer();
    pc.close();
  } catch {
    // Then the first one takes its time.
  }
}

/** Whether this browser can make connections at all. */
export function isSupported(): boolean {
  return typeof RTCPeerConnection === "function" && typeof MediaStream === "function";
}

/** A key is good for 30 days only: a page that is open for longer does without. */
function makePlainly({ certificates, ...how }: RTCConfiguration): RTCPeerConnection {
  try {
    return makeHere({ ...how, ...(certificates?.length ? { certificates } : {}) });
  } catch {
    return makeHere(how);
  }
}

/** One address that the browser does not understand must not cost all the others. */
function usable(servers: readonly RTCIceServer[]): RTCIceServer[] {
  return servers.filter((server) => {
    try {
      makeHere({ iceServers: [server] }).close();
      return true;
    } catch {
      return false;
    }
  });
}

function makeHere(how: RTCConfiguration): RTCPeerConnection {
  return new RTCPeerConnection(how);
}

/** Chromium keeps a change of the network to itself for up to two seconds (decision 009). */
function isToldLate(): boolean {
  return "userAgentData" in navigator;
}

/** A new frame asks which networks there are, while a page that has asked waits to be told. */
function makeInFrame(how: RTCConfiguration): RTCPeerConnection {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.body.append(frame);
  try {
    const { RTCPeerConnection: Made } = frame.contentWindow as Window & typeof globalThis;
    const pc = new Made(how);
    const close = pc.close.bind(pc);
    pc.close = () => {
      close();
      setTimeout(() => frame.remove(), LAST_WORDS_MS);
    };
    return pc;
  } catch (error) {
    frame.remove(); // it is tried again, with another one
    throw error;
  }
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

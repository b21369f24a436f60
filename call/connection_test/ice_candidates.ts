// Which kinds of ICE candidates a browser finds (RFC 8445), with a connection that nobody answers.
import type { IceServer } from "../../protocol/signals.ts";
import type { Ports } from "../ports.ts";
import { kindOf, probeTurnServers, type TurnProbeResult } from "./turn_probe.ts";

/** The local network, the internet as seen by a STUN server, or a TURN server. */
export const PATHS = ["host", "srflx", "relay"] as const;
export type Path = (typeof PATHS)[number];

/** The results. */
export interface CandidatePaths {
  found: ReadonlySet<Path>;
  /** Every TURN address that the server names, and whether it relays. */
  relays: readonly TurnProbeResult[];
}

/** How long to wait for a STUN server, in milliseconds. */
const TIMEOUT_MS = 8_000;

type Tools = Pick<Ports, "rtc" | "clock">;

/** Asks all servers at once, and sends a message through each relay. */
export async function gatherCandidates(
  tools: Tools,
  ice: readonly IceServer[],
): Promise<CandidatePaths> {
  const plain = ice.map((server) => ({
    ...server,
    urls: server.urls.filter((url) => kindOf(url) === null),
  })).filter(({ urls }) => urls.length > 0);
  const [found, reports] = await Promise.all([gather(tools, plain), probeTurnServers(tools, ice)]);
  const relays = reports.filter(({ outcome }) => outcome !== "not-set");
  if (relays.some(({ outcome }) => outcome === "works")) found.add("relay");
  return { found, relays };
}

/** The kinds of candidates that the browser finds. */
function gather({ rtc, clock }: Tools, ice: readonly IceServer[]): Promise<Set<Path>> {
  const found = new Set<Path>();
  const pc = rtc.makePeer(ice);
  return new Promise<Set<Path>>((resolve) => {
    const finish = () => {
      cancel();
      pc.onicecandidate = null;
      pc.close();
      resolve(found);
    };
    const cancel = clock.after(TIMEOUT_MS, finish);
    pc.onicecandidate = ({ candidate }) => {
      if (candidate === null) return finish();
      const kind = PATHS.find((path) => candidate.candidate.includes(` typ ${path}`));
      if (kind) found.add(kind);
    };
    pc.addTransceiver("audio");
    pc.setLocalDescription().catch(finish); // refused: no candidates
  });
}

// Which ways to others a browser finds: candidates of a connection that nobody answers (RFC 8445).
import type { IceServer } from "../../protocol/shapes.ts";
import type { Ports } from "../ports.ts";

/** The local network, the internet as a STUN server sees one, or a TURN server in between. */
export const PATHS = ["host", "srflx", "relay"] as const;
export type Path = (typeof PATHS)[number];

/** What was found. */
export interface Paths {
  found: ReadonlySet<Path>;
  /** Every TURN address the server names, and whether it gave us a relay. */
  relays: readonly { url: string; works: boolean }[];
}

/** Longer than this nobody waits for a server that does not answer, in milliseconds. */
const PATIENCE_MS = 8_000;

type Tools = Pick<Ports, "rtc" | "clock">;

/** Asks all servers at once, and each relay by itself, as one that works would hide the others. */
export async function explorePaths(tools: Tools, ice: readonly IceServer[]): Promise<Paths> {
  const relayed = ice.flatMap((server) =>
    [server.urls].flat().filter((url) => /^turns?:/i.test(url)).map((url) => ({ server, url }))
  );
  const plain = ice.map((server) => ({
    ...server,
    urls: [server.urls].flat().filter((url) => !/^turns?:/i.test(url)),
  })).filter(({ urls }) => urls.length > 0);
  const [found, ...relays] = await Promise.all([
    gather(tools, plain),
    ...relayed.map(async ({ server, url }) => ({
      url,
      works: (await gather(tools, [{ ...server, urls: [url] }], "relay")).has("relay"),
    })),
  ]);
  if (relays.some(({ works }) => works)) found.add("relay");
  return { found, relays };
}

/** Kinds of candidates; ends as soon as `enough` is among them. */
function gather(
  { rtc, clock }: Tools,
  ice: readonly IceServer[],
  enough?: Path,
): Promise<Set<Path>> {
  const found = new Set<Path>();
  const pc = rtc.makePeer(ice);
  return new Promise<Set<Path>>((resolve) => {
    const finish = () => {
      cancel();
      pc.onicecandidate = null;
      pc.close();
      resolve(found);
    };
    const cancel = clock.after(PATIENCE_MS, finish);
    pc.onicecandidate = ({ candidate }) => {
      if (candidate === null) return finish();
      const kind = PATHS.find((path) => candidate.candidate.includes(` typ ${path}`));
      if (kind) found.add(kind);
      if (kind && kind === enough) finish();
    };
    pc.addTransceiver("audio");
    pc.setLocalDescription().catch(finish);
  });
}

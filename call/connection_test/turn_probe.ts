// Tests each TURN server: sends a message through it from one connection of this page to another.
import type { IceServer } from "../../protocol/signals.ts";
import type { Clock } from "../ports.ts";
import type { PeerLike, Rtc } from "../rtc_ports.ts";

/** How to reach a relay: some networks let only the last one through. */
export type RelayKind = "udp" | "tcp" | "tls";

/** The result for one relay, or for a kind without any. */
export interface TurnProbeResult {
  kind: RelayKind;
  /** Null if none of this kind is set. */
  url: string | null;
  outcome: "works" | "fails" | "not-set";
  /** From the start to the arrival of the message; null if none arrived. */
  ms: number | null;
}

const KINDS: readonly RelayKind[] = ["udp", "tcp", "tls"];
/** A relay that takes longer is of no use for a call, in milliseconds. */
const TIMEOUT_MS = 8_000;
const CHANNEL = { negotiated: true, id: 0 };

/** Tests all relays of these servers at once; at least one result for each kind, in their order. */
export async function probeTurnServers(
  ports: { rtc: Rtc; clock: Pick<Clock, "steady" | "after"> },
  servers: readonly IceServer[],
): Promise<TurnProbeResult[]> {
  const relays = servers.flatMap((server) =>
    server.urls.flatMap((url) => {
      const kind = kindOf(url);
      return kind === null ? [] : [{ kind, url, server: { ...server, urls: [url] } }];
    })
  );
  const reports = await Promise.all(relays.map(async ({ kind, url, server }) => {
    const ms = await roundTrip(ports, server);
    return { kind, url, outcome: ms === null ? "fails" : "works", ms } as const;
  }));
  return KINDS.flatMap((kind): TurnProbeResult[] => {
    const own = reports.filter((report) => report.kind === kind);
    return own.length > 0 ? own : [{ kind, url: null, outcome: "not-set", ms: null }];
  });
}

/** By the address of a server (RFC 7065); null for one that does not relay. */
export function kindOf(url: string): RelayKind | null {
  if (/^turns:/i.test(url)) return "tls";
  if (!/^turn:/i.test(url)) return null;
  return /\?transport=tcp$/i.test(url) ? "tcp" : "udp";
}

/** Milliseconds until the message arrived; null if it did not. */
async function roundTrip(
  { rtc, clock }: { rtc: Rtc; clock: Pick<Clock, "steady" | "after"> },
  server: IceServer,
): Promise<number | null> {
  const begun = clock.steady();
  const near = rtc.makePeer([server], { relayOnly: true });
  const far = rtc.makePeer([server]);
  const { promise, resolve } = pledge<number | null>();
  const cancel = clock.after(TIMEOUT_MS, () => resolve(null));
  const sender = near.createDataChannel("relay", CHANNEL);
  sender.onopen = () => sender.send("?");
  far.createDataChannel("relay", CHANNEL).onmessage = () =>
    resolve(Math.round(clock.steady() - begun));
  connect(near, far).catch(() => resolve(null)); // an address that the browser refuses
  const ms = await promise;
  cancel();
  near.close();
  far.close();
  return ms;
}

/** Connects both ends within this page. */
async function connect(near: PeerLike, far: PeerLike): Promise<void> {
  const described = pledge<void>();
  const answered = pledge<void>();
  handOver(near, { to: far, when: described.promise });
  handOver(far, { to: near, when: answered.promise });
  await near.setLocalDescription();
  await far.setRemoteDescription(descriptionOf(near, "offer"));
  described.resolve();
  await far.setLocalDescription();
  await near.setRemoteDescription(descriptionOf(far, "answer"));
  answered.resolve();
}

function handOver(from: PeerLike, { to, when }: { to: PeerLike; when: Promise<void> }): void {
  from.onicecandidate = async ({ candidate }) => {
    if (candidate === null || candidate.candidate === "") return;
    await when;
    await to.addIceCandidate(candidate).catch(() => {}); // the probe may be over
  };
}

function descriptionOf(
  { localDescription }: PeerLike,
  type: "offer" | "answer",
): RTCSessionDescriptionInit {
  if (localDescription === null) throw new Error("a connection without a description");
  return { type, sdp: localDescription.sdp };
}

/** A promise that is resolved from outside: browsers before 2024 lack `Promise.withResolvers()`. */
function pledge<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((keep) => resolve = keep);
  return { promise, resolve };
}

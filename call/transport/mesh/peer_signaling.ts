// A signal between two peers as one union, and its way over the wire, where each kind is an event.
import { MAX_CANDIDATE, MAX_CANDIDATES, MAX_PROOF, MAX_SDP } from "../../../protocol/limits.ts";
import type { Answer, FromMember, Ice, Offer } from "../../../protocol/signals.ts";
import type { SignalEnvelope } from "./reliable_signaling.ts";
import type { TransportSignaling } from "../transport.ts";

/** Whose page a signal goes to, or comes from. */
export interface PageAddress {
  id: string;
  epoch: number;
}

/** What two ends of a connection tell each other through the server. */
export type PeerSignal =
  | ({ kind: "offer" } & Offer)
  | ({ kind: "answer" } & Answer)
  | ({ kind: "ice" } & Ice);

/** A signal as it travels. */
export type PeerEnvelope = SignalEnvelope<PeerSignal>;

/** An envelope that belongs to one of the connections that two pages have had. */
export interface ConnectionEnvelope extends PeerEnvelope {
  /** Which one, from 0 on; null from a page that knows of one only. */
  link: number | null;
}

/** Sends an envelope to one page of one member; `ReliableSignaling` sees to it that it arrives. */
export function sendEnvelope(
  signaling: Pick<TransportSignaling, "send">,
  { id, epoch }: PageAddress,
  envelope: ConnectionEnvelope,
): void {
  const { seq, ack, signal, link } = envelope;
  const to = { to: id, toEpoch: epoch, seq, ack, ...(link === null ? {} : { link }) };
  switch (signal?.kind) {
    case undefined:
      return signaling.send("peer:ack", to);
    case "offer":
      return signaling.send("peer:offer", { ...to, ...description(signal) });
    case "answer":
      return signaling.send("peer:answer", { ...to, ...description(signal) });
    case "ice":
      return signaling.send("peer:ice", { ...to, candidates: signal.candidates });
    default:
      signal satisfies never;
  }
}

/** Calls the listener with each envelope that comes for this page. */
export function onEnvelopes(
  signaling: Pick<TransportSignaling, "onEvent">,
  listener: (from: PageAddress, envelope: ConnectionEnvelope) => void,
): void {
  const take = (stamp: FromMember, signal: PeerSignal | null) => {
    const { from, fromEpoch, seq, ack, link = null } = stamp;
    if (signal !== null && !isWithinLimits(signal)) return; // no server of ours passes such a thing on
    listener({ id: from, epoch: fromEpoch }, { link, seq, ack, signal });
  };
  signaling.onEvent("peer:offer", (said) => take(said, { kind: "offer", ...description(said) }));
  signaling.onEvent("peer:answer", (said) => take(said, { kind: "answer", ...description(said) }));
  signaling.onEvent("peer:ice", (said) => take(said, { kind: "ice", candidates: said.candidates }));
  signaling.onEvent("peer:ack", (said) => take(said, null));
}

/** Characters that a signal takes up. */
export function sizeOfSignal(signal: PeerSignal): number {
  if (signal.kind !== "ice") return signal.sdp.length;
  return signal.candidates.reduce((sum, { candidate }) => sum + candidate.length, 0);
}

function isWithinLimits(signal: PeerSignal): boolean {
  if (signal.kind !== "ice") {
    return signal.sdp.length <= MAX_SDP && (signal.proof?.length ?? 0) <= MAX_PROOF;
  }
  return signal.candidates.length <= MAX_CANDIDATES &&
    signal.candidates.every(({ candidate }) => candidate.length <= MAX_CANDIDATE);
}

function description({ sdp, proof }: Offer): Offer {
  return proof === undefined ? { sdp } : { sdp, proof };
}

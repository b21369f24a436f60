// A signal between two peers as one union, and its way over the wire, where each kind is an event.
import type { Answer, Ice, Offer } from "../../protocol/shapes.ts";
import type { Address } from "./links.ts";
import type { Letter } from "./mailbox.ts";
import type { Wire } from "../ports.ts";

/** What two ends of a connection tell each other through the server. */
export type PeerSignal =
  | ({ kind: "offer" } & Offer)
  | ({ kind: "answer" } & Answer)
  | ({ kind: "ice" } & Ice);

/** A signal as it travels. */
export type PeerLetter = Letter<PeerSignal>;

/** Posts a letter to one page of one member; whether it arrives is the mailbox's business. */
export function postLetter(wire: Wire, { id, epoch }: Address, letter: PeerLetter): void {
  const { seq, ack, signal } = letter;
  const to = { to: id, toEpoch: epoch, seq, ack };
  switch (signal?.kind) {
    case undefined:
      return void wire.request("peer:ack", to);
    case "offer":
      return void wire.request("peer:offer", { ...to, ...description(signal) });
    case "answer":
      return void wire.request("peer:answer", { ...to, ...description(signal) });
    case "ice":
      return void wire.request("peer:ice", { ...to, candidates: signal.candidates });
    default:
      signal satisfies never;
  }
}

/** Gets every letter that comes for this page. */
export function onLetters(wire: Wire, listener: (from: Address, letter: PeerLetter) => void): void {
  wire.onNotice("peer:offer", ({ from, fromEpoch, seq, ack, ...said }) => {
    const signal: PeerSignal = { kind: "offer", ...description(said) };
    listener({ id: from, epoch: fromEpoch }, { seq, ack, signal });
  });
  wire.onNotice("peer:answer", ({ from, fromEpoch, seq, ack, ...said }) => {
    const signal: PeerSignal = { kind: "answer", ...description(said) };
    listener({ id: from, epoch: fromEpoch }, { seq, ack, signal });
  });
  wire.onNotice("peer:ice", ({ from, fromEpoch, seq, ack, candidates }) => {
    listener({ id: from, epoch: fromEpoch }, { seq, ack, signal: { kind: "ice", candidates } });
  });
  wire.onNotice("peer:ack", ({ from, fromEpoch, seq, ack }) => {
    listener({ id: from, epoch: fromEpoch }, { seq, ack, signal: null });
  });
}

function description({ sdp, proof }: Offer): Offer {
  return proof === undefined ? { sdp } : { sdp, proof };
}

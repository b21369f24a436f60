// A signal between two peers as one union, and its way over the wire, where each kind is an event.
import type { Answer, Ice, Offer } from "../protocol/shapes.ts";
import type { Address } from "./links.ts";
import type { Wire } from "./ports.ts";

/** What two ends of a connection tell each other through the server. */
export type PeerSignal =
  | ({ kind: "offer" } & Offer)
  | ({ kind: "answer" } & Answer)
  | ({ kind: "ice" } & Ice);

/** Sends a signal to one page of one member. */
export function sendSignal(wire: Wire, { id, epoch }: Address, signal: PeerSignal): void {
  const to = { to: id, toEpoch: epoch };
  switch (signal.kind) {
    case "offer":
      return void wire.request("peer:offer", { ...to, n: signal.n, sdp: signal.sdp });
    case "answer":
      return void wire.request("peer:answer", { ...to, re: signal.re, sdp: signal.sdp });
    case "ice":
      return void wire.request("peer:ice", { ...to, candidates: signal.candidates });
    default:
      signal satisfies never;
  }
}

/** Hears every signal that comes for this page. */
export function onSignals(wire: Wire, listener: (from: Address, signal: PeerSignal) => void): void {
  wire.onNotice("peer:offer", ({ from, fromEpoch, n, sdp }) => {
    listener({ id: from, epoch: fromEpoch }, { kind: "offer", n, sdp });
  });
  wire.onNotice("peer:answer", ({ from, fromEpoch, re, sdp }) => {
    listener({ id: from, epoch: fromEpoch }, { kind: "answer", re, sdp });
  });
  wire.onNotice("peer:ice", ({ from, fromEpoch, candidates }) => {
    listener({ id: from, epoch: fromEpoch }, { kind: "ice", candidates });
  });
}

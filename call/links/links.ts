// The seam between a call and its topology: a full mesh today, an SFU beside it later.
import type { IcePass, Member } from "../../protocol/shapes.ts";
import type { Slot } from "../../protocol/slots.ts";
import type { Outcome } from "../ports.ts";
import type { PeerMessage } from "./messages.ts";
import type { Quality } from "./path_quality.ts";
import type { RemoteTracks } from "./peer.ts";
import type { Verdict } from "../proof/prover.ts";
import type { LinkLetter } from "./signal.ts";

/** Whose page a signal goes to, or comes from. */
export interface Address {
  id: string;
  epoch: number;
}

/**
 * How the path to one member is. "connected" is told only of one over which something comes, or
 * nothing is sent; "blocked" when there seems to be none, although it is still being looked for;
 * "refused" when the other side could not prove that it is who it says.
 */
export type LinkState = "connecting" | "connected" | "broken" | "blocked" | "refused";

/** What the links report; the session writes it into the model. */
export interface LinksEvents {
  onTracks(id: string, tracks: RemoteTracks): void;
  onState(id: string, state: LinkState): void;
  /** Of a path that is connected; good until something else is told. */
  onQuality(id: string, quality: Quality): void;
  /** Somebody told this page something without the server. */
  onMessage(id: string, message: PeerMessage): void;
  /** This page and that member can tell each other something now. */
  onReach(id: string): void;
  /** Something is wrong with a path, for certain or not; perhaps with the one to the server, too. */
  onDoubt(sure: boolean): void;
  /** This page has slept: nothing may be as it was. */
  onSlept(): void;
  /** Members of whom something arrives, although the server does not hear them. */
  onAlive(ids: string[]): void;
  /** What is used for finding paths ends soon. */
  renewIce(): Promise<Outcome<IcePass>>;
  /** What is known of the keys that the path is encrypted with. */
  onVerdict(id: string, verdict: Verdict): void;
  onGone(id: string): void;
  post(to: Address, letter: LinkLetter): void;
  onError(error: unknown): void;
}

/** Media between this page and everybody else in the room. */
export interface Links {
  /** Makes the connections match a snapshot; does nothing where they already do. */
  reconcile(members: readonly Member[], self: string): void;
  receive(from: Address, letter: LinkLetter): void;
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /** Tells one member something without the server; whether there was a way to do so. */
  send(id: string, message: PeerMessage): boolean;
  /** Fingerprints of the keys at either end of each path, by member id; null while not known. */
  fingerprints(): Map<string, { own: string | null; theirs: string | null }>;
  /** How loud each connected member is right now: amplitudes from 0 to 1, by member id. */
  levels(): Map<string, number>;
  /** Used by connections made from now on, and where a new path is looked for. */
  useIce(pass: IcePass): void;
  /** The server is back: sends what had no way out, and looks for a new path where one is down. */
  resume(): void;
  /** The way to the server is lost. */
  suspend(): void;
  close(): void;
}

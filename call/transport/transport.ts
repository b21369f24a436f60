// The seam between a call and its topology: a full mesh today, an SFU beside it later.
import type { IceCredentials, Member } from "../../protocol/shapes.ts";
import type { Slot } from "../../protocol/slots.ts";
import type { Outcome } from "../ports.ts";
import type { PeerMessage } from "./data_messages.ts";
import type { Quality } from "./monitor/network_quality.ts";
import type { RemoteTracks } from "./mesh/peer_connection.ts";
import type { PeerVerification } from "../e2ee/description_authenticator.ts";
import type { ConnectionEnvelope } from "./mesh/peer_signaling.ts";

/** Whose page a signal goes to, or comes from. */
export interface PageAddress {
  id: string;
  epoch: number;
}

/**
 * How the path to one member is. "connected" is told only of one over which something comes, or
 * nothing is sent; "blocked" when there seems to be none, although it is still being looked for;
 * "refused" when the other side could not prove that it is who it says.
 */
export type ConnectionState = "connecting" | "connected" | "broken" | "blocked" | "refused";

/** What the links report; the session writes it into the model. */
export interface MediaTransportEvents {
  onTracks(id: string, tracks: RemoteTracks): void;
  onState(id: string, state: ConnectionState): void;
  /** Of a path that is connected; good until something else is told. */
  onQuality(id: string, quality: Quality): void;
  /** Somebody told this page something without the server. */
  onMessage(id: string, message: PeerMessage): void;
  /** This page and that member can tell each other something now. */
  onReachable(id: string): void;
  /** Something is wrong with a path, for certain or not; perhaps with the one to the server, too. */
  onSuspect(sure: boolean): void;
  /** This page has slept: nothing may be as it was. */
  onResumedFromSleep(): void;
  /** Members of whom something arrives, although the server does not hear them. */
  onAlive(ids: string[]): void;
  /** What is used for finding paths ends soon. */
  renewIceCredentials(): Promise<Outcome<IceCredentials>>;
  /** What is known of the keys that the path is encrypted with. */
  onVerification(id: string, verification: PeerVerification): void;
  onGone(id: string): void;
  post(to: PageAddress, letter: ConnectionEnvelope): void;
  onError(error: unknown): void;
}

/** Media between this page and everybody else in the room. */
export interface MediaTransport {
  /** Makes the connections match a snapshot; does nothing where they already do. */
  reconcile(members: readonly Member[], self: string): void;
  receive(from: PageAddress, letter: ConnectionEnvelope): void;
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /** Tells one member something without the server; whether there was a way to do so. */
  send(id: string, message: PeerMessage): boolean;
  /** Fingerprints of the keys at either end of each path, by member id; null while not known. */
  fingerprints(): Map<string, { own: string | null; theirs: string | null }>;
  /** How loud each connected member is right now: amplitudes from 0 to 1, by member id. */
  levels(): Map<string, number>;
  /** Used by connections made from now on, and where a new path is looked for. */
  setIceServers(pass: IceCredentials): void;
  /** The server is back: sends what had no way out, and looks for a new path where one is down. */
  resume(): void;
  /** The way to the server is lost. */
  suspend(): void;
  close(): void;
}

// The seam between a call and its topology: a full mesh today, an SFU beside it later.
import type { IceServer, Member } from "../../protocol/shapes.ts";
import type { Slot } from "../../protocol/slots.ts";
import type { RemoteTracks } from "./peer.ts";
import type { PeerLetter } from "./signal.ts";

/** Whose page a signal goes to, or comes from. */
export interface Address {
  id: string;
  epoch: number;
}

/** What the links report; the session writes it into the model. */
export interface LinksEvents {
  onTracks(id: string, tracks: RemoteTracks): void;
  onState(id: string, state: RTCPeerConnectionState): void;
  onGone(id: string): void;
  post(to: Address, letter: PeerLetter): void;
  onError(error: unknown): void;
}

/** Media between this page and everybody else in the room. */
export interface Links {
  /** Makes the connections match a snapshot; does nothing where they already do. */
  reconcile(members: readonly Member[], self: string): void;
  receive(from: Address, letter: PeerLetter): void;
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /** How loud each connected member is right now: amplitudes from 0 to 1, by member id. */
  levels(): Map<string, number>;
  /** Used by connections made from now on. */
  useIceServers(servers: readonly IceServer[]): void;
  /** The server is back: sends what had no way out, and looks for a new path where one is down. */
  resume(): void;
  close(): void;
}

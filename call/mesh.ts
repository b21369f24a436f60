// Links as a full mesh: one connection to every other member.
import type { IceServer, Member } from "../protocol/shapes.ts";
import type { Slot } from "../protocol/slots.ts";
import type { Address, Links, LinksEvents } from "./links.ts";
import { type LocalTracks, Peer, type SyncStreams } from "./peer.ts";
import type { Rtc } from "./ports.ts";
import { cameraLimits, screenLimits } from "./quality.ts";
import { diffRoster, isPolite } from "./roster.ts";
import type { PeerSignal } from "./signal.ts";

interface Entry {
  peer: Peer;
  epoch: number;
}

export interface MeshOptions {
  rtc: Rtc;
  tracks: () => LocalTracks;
  events: LinksEvents;
}

/** Full mesh: N people, N(N-1)/2 connections, no media on the server. */
export class Mesh implements Links {
  #rtc: Rtc;
  #tracks: () => LocalTracks;
  #events: LinksEvents;
  #streams: SyncStreams;
  #ice: readonly IceServer[] = [];
  #peers = new Map<string, Entry>();

  constructor({ rtc, tracks, events }: MeshOptions) {
    this.#rtc = rtc;
    this.#tracks = tracks;
    this.#events = events;
    this.#streams = { person: rtc.makeStream(), screen: rtc.makeStream() };
  }

  reconcile(members: readonly Member[], self: string): void {
    const have = new Map([...this.#peers].map(([id, { epoch }]) => [id, epoch]));
    const { add, drop } = diffRoster(have, members, self);
    for (const id of drop) this.#drop(id);
    for (const member of add) this.#add(member, self);
    if (add.length + drop.length > 0) this.#shareUplink();
  }

  receive(from: Address, signal: PeerSignal): void {
    const entry = this.#peers.get(from.id);
    if (entry?.epoch === from.epoch) entry.peer.receive(signal);
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    for (const { peer } of this.#peers.values()) peer.setTrack(slot, track);
  }

  useIceServers(servers: readonly IceServer[]): void {
    this.#ice = servers;
  }

  restartBroken(): void {
    for (const { peer } of this.#peers.values()) {
      if (peer.state === "disconnected" || peer.state === "failed") peer.restartIce();
    }
  }

  close(): void {
    for (const id of [...this.#peers.keys()]) this.#drop(id);
  }

  #add({ id, epoch }: Member, self: string): void {
    const events = this.#events;
    const peer = new Peer({
      pc: this.#rtc.makePeer(this.#ice),
      polite: isPolite(self, id),
      tracks: this.#tracks,
      streams: this.#streams,
      send: (signal) => events.send({ id, epoch }, signal),
      onTracks: (tracks) => events.onTracks(id, tracks),
      onState: (state) => this.#onState(id, state),
      onError: events.onError,
    });
    this.#peers.set(id, { peer, epoch });
  }

  #drop(id: string): void {
    this.#peers.get(id)?.peer.close();
    this.#peers.delete(id);
    this.#events.onGone(id);
  }

  #onState(id: string, state: RTCPeerConnectionState): void {
    const peer = this.#peers.get(id)?.peer;
    if (state === "failed") peer?.restartIce();
    if (state === "connected") this.#limit(peer);
    this.#events.onState(id, state);
  }

  /** Every connection carries a copy of the camera, so each gets its share of the uplink. */
  #shareUplink(): void {
    for (const { peer } of this.#peers.values()) this.#limit(peer);
  }

  #limit(peer: Peer | undefined): void {
    void peer?.limit("camera", cameraLimits(this.#peers.size));
    void peer?.limit("screen", screenLimits(this.#peers.size));
  }
}

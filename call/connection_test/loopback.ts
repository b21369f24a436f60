// A call with oneself over a real connection: what others would see and hear.
import { signal } from "@preact/signals-core";
import { type Slot, SLOTS } from "../../protocol/slots.ts";
import {
  PeerConnection,
  type PeerConnectionOptions,
  type ReceiverTracks,
} from "../transport/mesh/peer_connection.ts";
import type { SyncStreams } from "../transport/mesh/sync_streams.ts";
import type { LocalTracks } from "../transport/tracks.ts";
import type { Ports } from "../ports.ts";
import type { PeerEnvelope } from "../transport/mesh/peer_signaling.ts";

/**
 * Two real connections in this page, connected to each other without a server. `heard` has the tracks
 * that arrive at the far end.
 */
export class Loopback {
  #near: PeerConnection;
  #far: PeerConnection;
  /** The tracks that arrive; null until the two ends have negotiated. */
  readonly heard = signal<ReceiverTracks | null>(null);
  readonly state = signal<RTCPeerConnectionState>("new");

  constructor(
    { rtc, clock, onError }: Pick<Ports, "rtc" | "clock" | "onError">,
    tracks: LocalTracks,
    { onTransceivers }: Pick<PeerConnectionOptions, "onTransceivers"> = {},
  ) {
    const streams: SyncStreams = { person: rtc.makeStream(), screen: rtc.makeStream() };
    const silent = Object.fromEntries(SLOTS.map((slot) => [slot, null])) as LocalTracks;
    const end = (options: EndOptions) =>
      new PeerConnection({
        pc: rtc.makePeer([]),
        clock,
        streams,
        onError,
        cameraLimits: () => ({}),
        ...options,
      });
    this.#near = end({
      polite: false,
      tracks: () => tracks,
      post: (envelope: PeerEnvelope) => this.#far.receive(envelope),
      onTracks: () => {},
      onState: (state) => this.state.value = state,
    });
    this.#far = end({
      polite: true,
      tracks: () => silent,
      post: (envelope: PeerEnvelope) => this.#near.receive(envelope),
      onTracks: (heard) => this.heard.value = heard,
      onState: () => {},
      ...(onTransceivers && { onTransceivers }),
    });
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#near.setTrack(slot, track);
  }

  /** Statistics of the receiving end (W3C webrtc-stats). */
  getStats(): Promise<RTCStatsReport> {
    return this.#far.stats.report();
  }

  close(): void {
    this.#near.close();
    this.#far.close();
    this.heard.value = null;
    this.state.value = "closed";
  }
}

type EndOptions = Pick<
  PeerConnectionOptions,
  "polite" | "tracks" | "post" | "onTracks" | "onState" | "onTransceivers"
>;

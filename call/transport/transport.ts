// The seam between a call and the way its media travel: from page to page, or through an SFU.
import type { ServerEventPayloads } from "../../protocol/events.ts";
import type { SfuMode } from "../../protocol/sfu.ts";
import type { Joined, Member } from "../../protocol/shapes.ts";
import type { Slot } from "../../protocol/slots.ts";
import type { PeerVerification } from "../e2ee/description_authenticator.ts";
import type { SignalingClient } from "../ports.ts";
import type { ReceiverLike } from "../rtc_ports.ts";
import type { ByteStream } from "./byte_stream.ts";
import type { PeerMessage } from "./data_messages.ts";
import type { Demand } from "./demand.ts";
import type { MessageBus } from "./message_bus.ts";
import type { ConnectionState } from "./monitor/connection_state.ts";
import type { Quality } from "./monitor/network_quality.ts";
import type { TrafficLimits } from "./traffic_limits.ts";
import type { CountedTraffic } from "./traffic_meter.ts";
import type { MeshTools } from "./mesh/mesh_tools.ts";
import type { LocalTracks, RemoteTracks } from "./tracks.ts";

/** How the media of a room travel. */
export type MediaMode = { readonly kind: "mesh" } | SfuMode;

/** The part of a room's snapshot that a transport follows. */
export interface TransportRoom {
  readonly members: readonly Member[];
  readonly media: MediaMode;
}

/** The key that one page encrypts with: whose page, and its fingerprint (RFC 8122). */
export interface PageKey {
  readonly id: string;
  readonly fingerprint: string;
}

/**
 * How connections between pages are encrypted: each pair has a key of its own. `pages` holds the
 * fingerprints known so far, this page's included, or is null while this page's own is not known.
 */
export interface TransportEncryption {
  readonly kind: "pairwise";
  readonly pages: readonly PageKey[] | null;
}

/** What other pages say through the server, and what an SFU does. */
export const TRANSPORT_EVENTS = [
  ...["peer:offer", "peer:answer", "peer:ice", "peer:ack"] as const,
  ...["media:published", "media:offer"] as const,
] as const;
type TransportEvent = typeof TRANSPORT_EVENTS[number];

/** What a transport uses of the connection to the server. */
export interface TransportSignaling
  extends Pick<SignalingClient, "request" | "send" | "suspect" | "check"> {
  /** Each event has one listener. None is called before the answer to a running join is dealt with. */
  onEvent<E extends TransportEvent>(
    event: E,
    listener: (payload: ServerEventPayloads[E]) => void,
  ): void;
}

/** What every transport does, whether it stands alone or beside another one. */
interface TransportBase {
  /**
   * The server has let this page in. Each transport takes what it needs from the answer, before
   * `reconcile` gets the snapshot in it.
   */
  joined(answer: Joined): void;
  /** Makes the connections match a snapshot; does nothing where they already do. */
  reconcile(room: TransportRoom, self: string): void;
  /** Sends another track, or nothing, in a slot to everybody. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /**
   * Says what this page shows of the others from now on, so that it gets as much and no more: the
   * mesh tells each page, which limits what it encodes for this one; an SFU chooses layers.
   */
  setDemand(demand: Demand): void;
  /** Whether this page sends as little as a talk needs. */
  setSaving(on: boolean): void;
  /** The most that this page sends from now on, and lets itself be sent. */
  setLimits(limits: TrafficLimits): void;
  /**
   * Hands the receivers of all connections to `tap`, of those that are there by way of replacements.
   * Null ends that; the connections stay.
   */
  setTap(tap: ReceiverTap | null): void;
  /** How loud each connected member is right now: amplitudes from 0 to 1, by member id. */
  levels(): Map<string, number>;
  /** The server is back: sends what had no way out, and looks for a new path where one is down. */
  resume(): void;
  /** The connection to the server is lost. */
  suspend(): void;
  /** Closes all connections. A later `reconcile` makes new ones. */
  close(): void;
}

/**
 * Is handed the receivers of a connection to a member the moment they are made: later Chromium lets
 * nobody read their encoded frames, and says nothing.
 */
export type ReceiverTap = (
  id: string,
  receivers: Readonly<Record<Slot, { readonly receiver: ReceiverLike }>>,
) => void;

/** Takes a stream that a member's page has opened, and sets its listeners; or returns false. */
export type StreamListener = (id: string, stream: ByteStream) => boolean;

/** Media and messages between this page and everybody else in the room, as the call sees it. */
export interface MediaTransport extends TransportBase, BetweenPages {
  readonly messages: MessageBus;
  /**
   * Offers each stream that another page opens to the listeners, in the order they were added; the
   * first one that returns true has it. A stream that nobody takes is closed, which is every one as
   * long as no part of the call listens.
   */
  onStream(listener: StreamListener): void;
}

/** What pages do without anybody between them. */
interface BetweenPages {
  /**
   * Opens a byte stream to one member's page; null while there is no way to it, or too many streams
   * are open. It ends with the connection: whoever needs more continues on another one.
   */
  openStream(id: string, label: string): ByteStream | null;
  /** What is known of the keys that media are encrypted with. */
  encryption(): TransportEncryption;
  /** What the browser counts of the connection with a member; null where there is none. */
  report(id: string): Promise<RTCStatsReport> | null;
}

/** One way for media to travel; what happens on it goes to `TransportEvents`. */
export type TransportBackend = TransportBase;

/** Decides to whom media go directly. */
export interface DirectReceivers {
  /** A connection to a member begins. */
  begin(id: string): void;
  forget(id: string): void;
  /** A member's new page can be told something. */
  reached(id: string): void;
  /** Whether the message was one for this. */
  take(id: string, message: PeerMessage): boolean;
  /** Whether the member is to send media to this page directly. */
  asksFor(id: string): boolean;
  /** Those of these members who are sent media. */
  receivers<M>(members: ReadonlyMap<string, M>): ReadonlyMap<string, M>;
  /** What a new connection to the member carries. */
  tracksFor(id: string): LocalTracks;
}

/** A member and the connections to them. */
export interface DirectMember {
  readonly session: {
    readonly connections: readonly {
      setTrack(slot: Slot, track: MediaStreamTrack | null): void;
    }[];
  };
}

/** What it needs of the mesh. */
export interface DirectHost {
  readonly tools: MeshTools;
  members(): ReadonlyMap<string, DirectMember>;
  tracks(): LocalTracks;
  send(id: string, message: PeerMessage): boolean;
  /** To whom media are sent is another set. */
  onChange(): void;
}

/** The one backend that is always there: it carries messages, and the media that no SFU does. */
export interface DirectBackend extends TransportBase, BetweenPages {
  /** Sends a message to one member; false if there was no open way to them. */
  send(id: string, message: PeerMessage): boolean;
  /** Media go directly to those alone whom this lets have them; to everybody before that. */
  useDirect(make: (host: DirectHost) => DirectReceivers): void;
  /** Whether whatever the member sends arrives over it. */
  receives(id: string): boolean;
}

/** What uses SFUs, beside the mesh. */
export interface ForwardedBackend extends TransportBase {
  /** Takes what the mesh reports of a member; whether they are shown over an SFU now. */
  holds<E extends MemberEvent>(event: E, id: string, value: MemberReports[E]): boolean;
  /** The mesh has no connection to the member any more. */
  gone(id: string): void;
}

/** What a backend reports of one member, and what is repeated when another one takes over. */
export type MemberEvent = "onTracks" | "onState" | "onQuality";
/** The newest of those reports. */
export type MemberReports = { [E in MemberEvent]?: Parameters<TransportEvents[E]>[1] };

/** What a backend reports. */
export interface TransportEvents {
  onTracks(id: string, tracks: RemoteTracks): void;
  onState(id: string, state: ConnectionState): void;
  /** How good a connected path is; holds until the next report. */
  onQuality(id: string, quality: Quality): void;
  /** Bytes that the connection in use with a member has carried so far. */
  onTraffic(id: string, counted: CountedTraffic): void;
  /** This computer does not keep up and is spared: 0 not at all, then more and more. */
  onSpared(level: number): void;
  /** What the check of the other page's description showed. */
  onVerification(id: string, verification: PeerVerification): void;
  /** The member has left, or the transport was closed. */
  onGone(id: string): void;
  /** A member's page sent a message without the server. */
  onMessage(id: string, message: PeerMessage): void;
  /** A member's page has opened a byte stream. */
  onStream(id: string, stream: ByteStream): void;
  /** Messages to that member are possible from now on. */
  onReachable(id: string): void;
  onError(error: unknown): void;
}

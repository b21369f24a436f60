// The transport without a media server: one connection to every other member.
import type { IceServer, Joined, Member } from "../../../protocol/shapes.ts";
import type { Slot } from "../../../protocol/slots.ts";
import type { ByteStream } from "../byte_stream.ts";
import { MessageBudget } from "../message_budget.ts";
import { type MeshMember, monitoredOf } from "./mesh_member.ts";
import { IceCredentialsRenewal } from "./ice_credentials.ts";
import type {
  TransportBackend,
  TransportEncryption,
  TransportEvents,
  TransportRoom,
  TransportSignaling,
} from "../transport.ts";
import type { LocalTracks } from "../tracks.ts";
import { type ConnectionOrigin, PeerSession, type PeerSessionEvents } from "./peer_session.ts";
import { NO_ESTIMATE } from "../monitor/network_quality.ts";
import { PeerConnection } from "./peer_connection.ts";
import { RelayWatch } from "./relay_watch.ts";
import type { SyncStreams } from "./sync_streams.ts";
import type { Clock } from "../../ports.ts";
import type { Rtc } from "../../rtc_ports.ts";
import { attempt } from "../../safe_ports.ts";
import type {
  AuthenticatedDescription,
  DescriptionAuthenticator,
} from "../../e2ee/description_authenticator.ts";
import { peerGuard } from "./peer_guard.ts";
import { cameraLimits, screenLimits } from "./encoding_limits.ts";
import { NO_RETRY, type Retry, retryLater } from "./connection_retry.ts";
import { diffPeers, isPolite } from "./peer_diff.ts";
import { pageKeys } from "./page_keys.ts";
import {
  type ConnectionEnvelope,
  onEnvelopes,
  type PageAddress,
  sendEnvelope,
} from "./peer_signaling.ts";
import type { PeerMessage } from "../data_messages.ts";
import { ConnectionMonitor, type MonitoredConnection } from "../monitor/connection_monitor.ts";

/** Envelopes that one page may send; whatever exceeds this it has to send again, later. */
const ENVELOPES = { burst: 500, perSecond: 50 };

/** After so many milliseconds the browser has estimated what a connection's path carries. */
const RAMP_UP_MS = 2_000;

export interface MeshTransportOptions {
  rtc: Rtc;
  clock: Pick<Clock, "after" | "now" | "steady">;
  signaling: TransportSignaling;
  /** Read when a connection is made; later changes come by `setTrack`. */
  tracks: () => LocalTracks;
  authenticator: Pick<DescriptionAuthenticator, "sign" | "verify">;
  events: TransportEvents;
}

/** Full mesh: N people, N(N-1)/2 connections, no media on the server. */
export class MeshTransport implements TransportBackend {
  #options: MeshTransportOptions;
  #streams: SyncStreams;
  /** Own member id, as of the last snapshot. */
  #self = "";
  #ice: readonly IceServer[] = [];
  #peers = new Map<string, MeshMember>();
  #monitor: ConnectionMonitor;
  #iceCredentials: IceCredentialsRenewal;
  #relayWatch: RelayWatch;
  #online = true;
  #retry: Retry = NO_RETRY;
  /** The server was out of reach: perhaps the network was, too, and is another one by now. */
  #wasOffline = false;

  constructor(options: MeshTransportOptions) {
    const { rtc, clock, signaling, events } = options;
    this.#options = options;
    this.#streams = { person: rtc.makeStream(), screen: rtc.makeStream() };
    this.#iceCredentials = new IceCredentialsRenewal({
      clock,
      renew: () => signaling.request("media:credentials", {}),
      use: (servers) => this.#ice = servers,
    });
    this.#monitor = new ConnectionMonitor({
      clock,
      connections: () => new Map(this.#trusted().map(([id, { monitored }]) => [id, monitored])),
      isOnline: () => this.#online,
      onSuspect: (sure) => signaling.suspect(sure),
      onResumedFromSleep: () => signaling.check(),
      onState: (id, state) => {
        if (state !== "connected") this.#relayWatch.start();
        events.onState(id, state);
      },
      onQuality: (id, quality) => events.onQuality(id, quality),
      onAlive: (members) => void signaling.request("member:attest", { members }),
    });
    this.#relayWatch = new RelayWatch({
      ...{ rtc, clock, onError: events.onError },
      ice: () => this.#ice,
      isNeeded: () => this.#trusted().some(([, { session }]) => !session.isUp),
      isLacking: () => this.#online && this.#lackingRelay().length > 0,
      onFound: () => this.#lackingRelay().forEach((id) => this.#monitor.restart(id)),
    });
    onEnvelopes(signaling, (from, envelope) => this.#receive(from, envelope));
  }

  joined(answer: Joined): void {
    this.#iceCredentials.take(answer);
  }

  reconcile(room: TransportRoom, self: string): void {
    const { members } = room;
    this.#self = self;
    this.#iceCredentials.ensure();
    const have = new Map([...this.#peers].map(([id, { epoch }]) => [id, epoch]));
    const { add, drop } = diffPeers(have, members, self);
    for (const id of drop) this.#drop(id);
    const { clock, events } = this.#options;
    this.#retry.cancel();
    for (const id of this.#retry.without(members)) events.onGone(id);
    const failed = add.filter((member) => !this.#tryToAdd(member));
    this.#retry = retryLater(failed, { clock, run: () => this.reconcile(room, self) });
    for (const member of members) this.#note(member);
    if (add.length + drop.length > 0) this.#shareUplink();
  }

  #receive(from: PageAddress, envelope: ConnectionEnvelope): void {
    const entry = this.#peers.get(from.id);
    if (entry?.epoch !== from.epoch) return;
    if (entry.envelopes.take(this.#options.clock.steady())) entry.session.receive(envelope);
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    for (const { session } of this.#peers.values()) {
      for (const connection of session.connections) connection.setTrack(slot, track);
    }
  }

  encryption(): TransportEncryption {
    const known = [...this.#peers].map(([id, { session }]) =>
      [id, session.connection.fingerprints()] as const
    );
    return { kind: "pairwise", pages: pageKeys(known, this.#self) };
  }

  levels(): Map<string, number> {
    return new Map([...this.#peers].map(([id, { session }]) => [id, session.connection.level()]));
  }

  send(id: string, message: PeerMessage): boolean {
    const send = () => this.#peers.get(id)?.session.connection.send(message) ?? false;
    return attempt(send, false, this.#options.events.onError);
  }

  openStream(id: string, label: string): ByteStream | null {
    return this.#peers.get(id)?.session.connection.openStream(label) ?? null;
  }

  resume(): void {
    this.#online = true;
    this.#monitor.resume();
    for (const { session } of this.#peers.values()) session.retrySignals();
  }

  suspend(): void {
    this.#online = false;
    this.#wasOffline = true;
  }

  close(): void {
    this.#iceCredentials.stop();
    this.#relayWatch.stop();
    this.#retry.cancel();
    for (const id of this.#retry.without([])) this.#options.events.onGone(id);
    this.#retry = NO_RETRY;
    for (const id of [...this.#peers.keys()]) this.#drop(id);
  }

  /** Browsers refuse connections that are too many, or for which they have no memory just now. */
  #tryToAdd(member: Member): boolean {
    try {
      this.#add(member);
      return true;
    } catch (error) {
      this.#options.events.onError(error);
      this.#options.events.onState(member.id, "blocked");
      return false;
    }
  }

  #add({ id, epoch }: Member): void {
    const { clock, signaling, events } = this.#options;
    const isHere = () => this.#peers.get(id) === entry;
    const entry: Omit<MeshMember, "monitored"> = {
      session: new PeerSession({
        clock,
        connect: (own, origin) => this.#connect(id, { ...own, ...origin, isHere }),
        post: (envelope) => sendEnvelope(signaling, { id, epoch }, envelope),
        onTracks: (tracks) => events.onTracks(id, tracks),
        onState: (state) => this.#onState(id, state),
        onReplaced: () => this.#onReplaced(id),
      }),
      epoch,
      away: false,
      expected: false,
      rampingUp: true,
      refused: false,
      envelopes: new MessageBudget(ENVELOPES),
    };
    this.#peers.set(id, Object.assign(entry, { monitored: this.#monitoredOf(entry) }));
    this.#monitor.start();
  }

  #connect(
    id: string,
    { replacesFailed, isHere, ...own }: PeerSessionEvents & ConnectionOrigin & {
      isHere(): boolean;
    },
  ): PeerConnection {
    const { rtc, clock, tracks, authenticator, events } = this.#options;
    return new PeerConnection({
      pc: rtc.makePeer(this.#ice, { afterChange: replacesFailed || this.#wasOffline }),
      clock,
      polite: isPolite(this.#self, id),
      tracks,
      cameraLimits: () => cameraLimits(this.#peers.size, { rampingUp: true }),
      streams: this.#streams,
      onMessage: (message) => events.onMessage(id, message),
      onReachable: () => events.onReachable(id),
      onStream: (stream) => events.onStream(id, stream),
      guard: peerGuard({
        ...{ id, authenticator, isHere },
        onVerification: (verification) => events.onVerification(id, verification),
        onRefused: (answer) => this.#refuse(id, answer),
      }),
      onError: events.onError,
      ...own,
    });
  }

  #lackingRelay(): string[] {
    return this.#trusted().filter(([, { session }]) => session.lacksRelay).map(([id]) => id);
  }

  #trusted(): [string, MeshMember][] {
    return [...this.#peers].filter(([, { refused }]) => !refused);
  }

  #refuse(id: string, answer: AuthenticatedDescription | null): void {
    const entry = this.#peers.get(id);
    if (!entry) return;
    if (answer !== null) entry.session.decline(answer);
    entry.refused = true;
    entry.session.close();
    this.#options.events.onState(id, "refused");
  }

  #monitoredOf(entry: Omit<MeshMember, "monitored">): MonitoredConnection {
    return monitoredOf(entry, { ice: () => this.#ice, onError: this.#options.events.onError });
  }

  /** While the member's socket is gone the server cannot hand an envelope to anybody. */
  #note({ id, away, media }: Member): void {
    const entry = this.#peers.get(id);
    if (!entry) return;
    entry.expected = media.mic || media.camera || media.screen;
    if (entry.away === away) return;
    entry.away = away;
    if (!away) entry.session.retrySignals();
  }

  #drop(id: string): void {
    const { onGone, onError } = this.#options.events;
    attempt(() => this.#peers.get(id)?.session.close(), undefined, onError);
    this.#peers.delete(id);
    this.#monitor.forget(id);
    onGone(id);
  }

  #onState(id: string, state: RTCPeerConnectionState): void {
    const entry = this.#peers.get(id);
    if (state === "connected" && entry) this.#onConnected(entry);
    this.#monitor.check();
  }

  #onReplaced(id: string): void {
    const entry = this.#peers.get(id);
    if (!entry) return;
    entry.rampingUp = true;
    entry.monitored = this.#monitoredOf(entry);
    this.#monitor.renew(id);
    this.#options.events.onQuality(id, NO_ESTIMATE.quality); // the estimate was the old connection's
  }

  #onConnected(entry: MeshMember): void {
    this.#limit(entry);
    this.#options.clock.after(RAMP_UP_MS, () => {
      entry.rampingUp = false;
      this.#limit(entry);
    });
  }

  /** Every connection carries a copy of the camera, so each gets its share of the uplink. */
  #shareUplink(): void {
    for (const entry of this.#peers.values()) this.#limit(entry);
  }

  #limit({ session, rampingUp }: MeshMember): void {
    const { size } = this.#peers;
    for (const connection of session.connections) {
      void connection.limit("camera", cameraLimits(size, { rampingUp }));
      void connection.limit("screen", screenLimits(size));
    }
  }
}

// The transport without a media server: one connection to every other member.
import type { Joined, Member } from "../../../protocol/shapes.ts";
import type { IceServer } from "../../../protocol/signals.ts";
import { NO_MEDIA, type Slot } from "../../../protocol/slots.ts";
import type { ByteStream } from "../byte_stream.ts";
import { MessageBudget } from "../message_budget.ts";
import type { MeshTransportOptions } from "./mesh_options.ts";
import { ENVELOPES, type MeshMember, monitoredOf } from "./mesh_member.ts";
import { IceCredentialsRenewal } from "./ice_credentials.ts";
import type {
  DirectBackend,
  ReceiverTap,
  TransportEncryption,
  TransportRoom,
} from "../transport.ts";
import { type ConnectionOrigin, PeerSession, type PeerSessionEvents } from "./peer_session.ts";
import { NO_ESTIMATE } from "../monitor/network_quality.ts";
import { PeerConnection } from "./peer_connection.ts";
import { LazyRelayWatch } from "./load_relay_watch.ts";
import type { SyncStreams } from "./sync_streams.ts";
import { attempt } from "../../safe_ports.ts";
import type { AuthenticatedDescription } from "../../e2ee/description_authenticator.ts";
import { peerGuard } from "./peer_guard.ts";
import { PictureControl } from "./picture_control.ts";
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
import type { Demand } from "../demand.ts";
import { ConnectionMonitor } from "../monitor/connection_monitor.ts";
import type { MonitoredConnection } from "../monitor/monitored_connection.ts";

/** Full mesh: N people, N(N-1)/2 connections, no media on the server. */
export class MeshTransport implements DirectBackend {
  #options: MeshTransportOptions;
  #streams: SyncStreams;
  #self = "";
  #ice: readonly IceServer[] = [];
  #peers = new Map<string, MeshMember>();
  #monitor: ConnectionMonitor;
  #pictures: PictureControl;
  #iceCredentials: IceCredentialsRenewal;
  #relayWatch: LazyRelayWatch;
  #online = true;
  #tap: ReceiverTap | null = null;
  #retry: Retry = NO_RETRY;
  /** The server was out of reach: perhaps the network was, too, and is another one by now. */
  #wasOffline = false;
  isNegotiating = () => [...this.#peers.values()].some((peer) => peer.session.isNegotiating);

  constructor(options: MeshTransportOptions) {
    const { rtc, clock, signaling, events } = options;
    this.#options = options;
    this.#streams = { person: rtc.makeStream(), screen: rtc.makeStream() };
    this.#iceCredentials = new IceCredentialsRenewal({
      clock,
      renew: () => signaling.request("media:credentials", {}),
      use: (servers) => this.#relayWatch.use(this.#ice = servers),
    });
    this.#monitor = new ConnectionMonitor({
      clock,
      connections: () => new Map(this.#trusted().map(([id, { monitored }]) => [id, monitored])),
      isOnline: () => this.#online,
      onSuspect: (sure) => signaling.suspect(sure),
      onResumedFromSleep: (ms) => (signaling.check(), this.#iceCredentials.slept(ms)),
      onState: (id, state) => {
        if (state !== "connected") this.#relayWatch.start();
        events.onState(id, state);
      },
      onQuality: (id, quality) => events.onQuality(id, quality),
      onTotals: (id, totals) => {
        events.onTraffic(id, { ...totals, totals });
        this.#pictures.note(id, totals);
      },
      onAlive: (members) => void signaling.request("member:attest", { members }),
    });
    this.#relayWatch = new LazyRelayWatch({
      ...{ rtc, clock, onError: events.onError },
      ice: () => this.#ice,
      isNeeded: () => this.#trusted().some(([, { session }]) => !session.isUp),
      isLacking: () => this.#online && this.#lackingRelay().length > 0,
      onFound: () => this.#lackingRelay().forEach((id) => this.#monitor.restart(id)),
    });
    this.#pictures = new PictureControl({
      ...{ ...options, members: () => this.#peers },
      ...{ send: (id, said) => this.send(id, said) },
      onSpared: (level) => events.onSpared(level),
    });
    onEnvelopes(signaling, (from, envelope) => this.#receive(from, envelope));
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
    for (const { id } of add) this.#pictures.direct?.begin(id);
    const failed = add.filter((member) => !this.#tryToAdd(member));
    this.#retry = retryLater(failed, { clock, run: () => this.reconcile(room, self) });
    for (const member of members) this.#note(member);
    if (add.length + drop.length > 0) this.#pictures.update();
  }

  #receive(from: PageAddress, envelope: ConnectionEnvelope): void {
    const entry = this.#peers.get(from.id);
    if (entry?.epoch !== from.epoch) return;
    if (entry.envelopes.take(this.#options.clock.steady())) entry.session.receive(envelope);
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    for (const { session } of this.#pictures.receivers().values()) {
      for (const connection of session.connections) connection.setTrack(slot, track);
    }
    this.#pictures.update();
  }

  readonly joined = (answer: Joined): void => this.#iceCredentials.take(answer);
  readonly openStream = (id: string, label: string): ByteStream | null =>
    this.#peers.get(id)?.session.connection.openStream(label) ?? null;
  readonly setDemand = (demand: Demand): void => this.#pictures.show(demand);
  readonly report = (id: string): Promise<RTCStatsReport> | null =>
    this.#peers.get(id)?.session.connection.stats.report() ?? null;
  readonly useDirect: DirectBackend["useDirect"] = (make) => this.#pictures.useDirect(make);
  readonly receives = (id: string): boolean =>
    !this.#peers.get(id)?.monitored.expected || this.#monitor.isReceiving(id);
  readonly setLimits: DirectBackend["setLimits"] = (limits) => this.#pictures.setLimits(limits);
  readonly setSaving = (on: boolean): void => this.#pictures.setSaving(on);

  encryption(): TransportEncryption {
    const known = [...this.#peers].map(([id, { session }]) =>
      [id, session.connection.fingerprints()] as const
    );
    return { kind: "pairwise", pages: pageKeys(known, this.#self) };
  }

  levels(): Map<string, number> {
    return new Map(
      [...this.#peers].map(([id, { session }]) => [id, session.connection.stats.level]),
    );
  }

  send(id: string, message: PeerMessage): boolean {
    const send = () => this.#peers.get(id)?.session.connection.send(message) ?? false;
    return attempt(send, false, this.#options.events.onError);
  }

  setTap(tap: ReceiverTap | null): void {
    this.#tap = tap;
    if (tap !== null) { for (const { session } of this.#peers.values()) session.renew(); }
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
    this.#pictures.stop();
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
      media: NO_MEDIA,
      rampingUp: true,
      refused: false,
      envelopes: new MessageBudget(ENVELOPES),
    };
    this.#peers.set(id, Object.assign(entry, { monitored: this.#monitoredOf(id, entry) }));
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
      tracks: () => this.#pictures.direct?.tracksFor(id) ?? tracks(),
      cameraLimits: () => this.#pictures.initialCamera(id),
      streams: this.#streams,
      onMessage: (said) => this.#pictures.take(id, said) || events.onMessage(id, said),
      onReachable: () => {
        this.#pictures.reached(id);
        events.onReachable(id);
      },
      onStream: (stream) => events.onStream(id, stream),
      onTransceivers: (lines) => this.#tap?.(id, lines),
      shape: (sdp, type) => this.#pictures.shape(id, sdp, type),
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

  #monitoredOf(id: string, entry: Omit<MeshMember, "monitored">): MonitoredConnection {
    return monitoredOf(entry, {
      asksFor: (slot) => this.#pictures.asksFor(id, slot),
      isSparse: () => this.#pictures.isSparse(id),
      ice: () => this.#ice,
      onError: this.#options.events.onError,
    });
  }

  /** While the member's socket is gone the server cannot hand an envelope to anybody. */
  #note({ id, away, media }: Member): void {
    const entry = this.#peers.get(id);
    if (!entry) return;
    const isBack = entry.away && !away;
    Object.assign(entry, { media, away });
    if (isBack) entry.session.retrySignals();
  }

  #drop(id: string): void {
    const { onGone, onError } = this.#options.events;
    attempt(() => this.#peers.get(id)?.session.close(), undefined, onError);
    this.#peers.delete(id);
    this.#monitor.forget(id);
    this.#pictures.forget(id);
    onGone(id);
  }

  #onState(id: string, state: RTCPeerConnectionState): void {
    const entry = this.#peers.get(id);
    if (state === "connected" && entry) this.#pictures.connected(entry);
    this.#monitor.check();
  }

  #onReplaced(id: string): void {
    const entry = this.#peers.get(id);
    if (!entry) return;
    entry.rampingUp = true;
    entry.monitored = this.#monitoredOf(id, entry);
    this.#monitor.renew(id);
    this.#pictures.renew(id);
    this.#options.events.onQuality(id, NO_ESTIMATE.quality); // the estimate was the old connection's
  }
}

// Links as a full mesh: one connection to every other member.
import type { IceCredentials as Pass, IceServer, Member } from "../../../protocol/shapes.ts";
import type { Slot } from "../../../protocol/slots.ts";
import { MessageBudget } from "../message_budget.ts";
import type { MeshMember } from "./mesh_member.ts";
import { IceCredentialsRenewal } from "./ice_credentials.ts";
import type { MediaTransport, MediaTransportEvents, PageAddress } from "../transport.ts";
import { PeerSession } from "./peer_session.ts";
import { NO_ESTIMATE } from "../monitor/network_quality.ts";
import { type LocalTracks, PeerConnection, type SyncStreams } from "./peer_connection.ts";
import type { Clock, Rtc } from "../../ports.ts";
import { attempt } from "../../safe_ports.ts";
import {
  type AuthenticatedDescription,
  type DescriptionAuthenticator,
  isTrusted,
  type PeerVerification,
} from "../../e2ee/description_authenticator.ts";
import type { Guard } from "./negotiator.ts";
import { cameraLimits, screenLimits } from "./encoding_limits.ts";
import { NO_RETRY, type Retry, retryLater } from "./connection_retry.ts";
import { diffPeers, isPolite } from "./peer_diff.ts";
import type { ConnectionEnvelope } from "./peer_signaling.ts";
import type { PeerMessage } from "../data_messages.ts";
import { ConnectionMonitor, type MonitoredConnection } from "../monitor/connection_monitor.ts";

const ENVELOPES = { burst: 500, perSecond: 50 };

/** In place of an answer that is not given. */
const NO_DESCRIPTION = "-";

/** After so many milliseconds a connection knows what its path carries. */
const YOUTH_MS = 2_000;

export interface MeshTransportOptions {
  rtc: Rtc;
  clock: Pick<Clock, "after" | "now" | "steady">;
  tracks: () => LocalTracks;
  authenticator: Pick<DescriptionAuthenticator, "sign" | "verify">;
  events: MediaTransportEvents;
}

/** Full mesh: N people, N(N-1)/2 connections, no media on the server. */
export class MeshTransport implements MediaTransport {
  #options: MeshTransportOptions;
  #streams: SyncStreams;
  #ice: readonly IceServer[] = [];
  #peers = new Map<string, MeshMember>();
  #monitor: ConnectionMonitor;
  #iceCredentials: IceCredentialsRenewal;
  #online = true;
  #retry: Retry = NO_RETRY;
  /** The server was away: perhaps the network was, and is another one by now. */
  #wasOffline = false;

  constructor(options: MeshTransportOptions) {
    const { rtc, clock, events } = options;
    this.#options = options;
    this.#streams = { person: rtc.makeStream(), screen: rtc.makeStream() };
    this.#iceCredentials = new IceCredentialsRenewal({
      clock,
      renew: () => events.renewIceCredentials(),
      use: (servers) => this.#ice = servers,
    });
    this.#monitor = new ConnectionMonitor({
      clock,
      connections: () => new Map(this.#trusted().map(([id, { monitored }]) => [id, monitored])),
      isOnline: () => this.#online,
      onSuspect: (sure) => events.onSuspect(sure),
      onResumedFromSleep: () => events.onResumedFromSleep(),
      onState: (id, health) => events.onState(id, health),
      onQuality: (id, quality) => events.onQuality(id, quality),
      onAlive: (ids) => events.onAlive(ids),
    });
  }

  reconcile(members: readonly Member[], self: string): void {
    const have = new Map([...this.#peers].map(([id, { epoch }]) => [id, epoch]));
    const { add, drop } = diffPeers(have, members, self);
    for (const id of drop) this.#drop(id);
    const { clock, events } = this.#options;
    this.#retry.cancel();
    for (const id of this.#retry.without(members)) events.onGone(id);
    const failed = add.filter((member) => !this.#tryToAdd(member, self));
    this.#retry = retryLater(failed, { clock, run: () => this.reconcile(members, self) });
    for (const member of members) this.#note(member);
    if (add.length + drop.length > 0) this.#shareUplink();
  }

  receive(from: PageAddress, envelope: ConnectionEnvelope): void {
    const entry = this.#peers.get(from.id);
    if (entry?.epoch !== from.epoch) return;
    if (entry.envelopes.take(this.#options.clock.steady())) entry.session.receive(envelope);
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    for (const { session: pair } of this.#peers.values()) {
      for (const peer of pair.connections) peer.setTrack(slot, track);
    }
  }

  fingerprints(): ReturnType<MediaTransport["fingerprints"]> {
    return new Map(
      [...this.#peers].map(([id, { session: pair }]) => [id, pair.connection.fingerprints()]),
    );
  }

  levels(): Map<string, number> {
    return new Map(
      [...this.#peers].map(([id, { session: pair }]) => [id, pair.connection.level()]),
    );
  }

  setIceServers(pass: Pass): void {
    this.#iceCredentials.take(pass);
  }

  send(id: string, message: PeerMessage): boolean {
    const send = () => this.#peers.get(id)?.session.connection.send(message) ?? false;
    return attempt(send, false, this.#options.events.onError);
  }

  resume(): void {
    this.#online = true;
    this.#monitor.resume();
    for (const { session: pair } of this.#peers.values()) pair.retrySignals();
  }

  suspend(): void {
    this.#online = false;
    this.#wasOffline = true;
  }

  close(): void {
    this.#iceCredentials.stop();
    this.#retry.cancel();
    for (const id of this.#retry.without([])) this.#options.events.onGone(id);
    this.#retry = NO_RETRY;
    for (const id of [...this.#peers.keys()]) this.#drop(id);
  }

  /** Browsers refuse connections that are too many, or for which they have no memory just now. */
  #tryToAdd(member: Member, self: string): boolean {
    try {
      this.#add(member, self);
      return true;
    } catch (error) {
      this.#options.events.onError(error);
      this.#options.events.onState(member.id, "blocked");
      return false;
    }
  }

  #add({ id, epoch }: Member, self: string): void {
    const { rtc, clock, tracks, events } = this.#options;
    const pair: PeerSession = new PeerSession({
      clock,
      connect: (own, { replacesFailed }) =>
        new PeerConnection({
          pc: rtc.makePeer(this.#ice, { afterChange: replacesFailed || this.#wasOffline }),
          clock,
          polite: isPolite(self, id),
          tracks,
          cameraLimits: () => cameraLimits(this.#peers.size, { young: true }),
          streams: this.#streams,
          onMessage: (message) => events.onMessage(id, message),
          onReach: () => events.onReachable(id),
          guard: this.#guardOf(id, () => this.#peers.get(id) === entry),
          onError: events.onError,
          ...own,
        }),
      post: (envelope) => events.post({ id, epoch }, envelope),
      onTracks: (tracks) => events.onTracks(id, tracks),
      onState: (state) => this.#onState(id, state),
      onReplaced: () => this.#onReplaced(id),
    });
    const envelopes = new MessageBudget(ENVELOPES);
    const entry: Omit<MeshMember, "monitored"> = {
      session: pair,
      epoch,
      away: false,
      expected: false,
      rampingUp: true,
      refused: false,
      envelopes,
    };
    this.#peers.set(id, Object.assign(entry, { monitored: this.#monitoredOf(entry) }));
    this.#monitor.start();
  }

  #trusted(): [string, MeshMember][] {
    return [...this.#peers].filter(([, { refused }]) => !refused);
  }

  /** What comes of a page that has gone meanwhile (`isHere`) must not befall the next one. */
  #guardOf(id: string, isHere: () => boolean): Guard {
    const { authenticator, events } = this.#options;
    return {
      prove: (sdp) => authenticator.sign(sdp, id),
      accepts: async (description) => {
        const verification = await authenticator.verify(description, id);
        if (!isHere()) return false;
        events.onVerification(id, verification);
        if (isTrusted(verification)) return true;
        const answer = await this.#refusalFor(id, verification);
        if (isHere()) this.#refuse(id, answer);
        return false;
      },
    };
  }

  /** Tells the other side at once that there will be no answer: with a key by the proof, or by none. */
  async #refusalFor(
    id: string,
    verification: PeerVerification,
  ): Promise<AuthenticatedDescription | null> {
    const proof = await this.#options.authenticator.sign(NO_DESCRIPTION, id);
    if (proof === null && verification !== "keyed") return null;
    return { sdp: NO_DESCRIPTION, ...(proof === null ? {} : { proof }) };
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
    const { session: pair } = entry;
    const { connection: peer } = pair;
    const { onError } = this.#options.events;
    return {
      get state() {
        return peer.state;
      },
      get expected() {
        return entry.expected;
      },
      get away() {
        return entry.away;
      },
      mark: () => peer.mark(),
      bytes: () => peer.bytes(),
      totals: () => peer.totals(),
      restartStuckNegotiation: () =>
        attempt(() => entry.refused || pair.restartStuckNegotiation(), undefined, onError),
      restart: () => attempt(() => pair.restart(this.#ice), undefined, onError),
    };
  }

  /** While the other side's socket is gone the server has nobody to hand a letter to. */
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
    this.#options.events.onQuality(id, NO_ESTIMATE.quality); // it was the old one's
  }

  #onConnected(entry: MeshMember): void {
    this.#limit(entry);
    this.#options.clock.after(YOUTH_MS, () => {
      entry.rampingUp = false;
      this.#limit(entry);
    });
  }

  /** Every connection carries a copy of the camera, so each gets its share of the uplink. */
  #shareUplink(): void {
    for (const entry of this.#peers.values()) this.#limit(entry);
  }

  #limit({ session: pair, rampingUp: young }: MeshMember): void {
    const { size } = this.#peers;
    for (const peer of pair.connections) {
      void peer.limit("camera", cameraLimits(size, { young }));
      void peer.limit("screen", screenLimits(size));
    }
  }
}

// Links as a full mesh: one connection to every other member.
import type { IcePass as Pass, IceServer, Member } from "../../protocol/shapes.ts";
import type { Slot } from "../../protocol/slots.ts";
import { Allowance } from "./allowance.ts";
import type { Entry } from "./entry.ts";
import { IcePass } from "./ice_pass.ts";
import type { Address, Links, LinksEvents } from "./links.ts";
import { Pair } from "./pair.ts";
import { UNJUDGED } from "./path_quality.ts";
import { type LocalTracks, Peer, type SyncStreams } from "./peer.ts";
import type { Clock, Rtc } from "../ports.ts";
import { attempt } from "../safe_ports.ts";
import { isTrusted, type Proven, type Prover, type Verdict } from "../proof/prover.ts";
import type { Guard } from "./negotiator.ts";
import { cameraLimits, screenLimits } from "./quality.ts";
import { NO_RETRY, type Retry, retryLater } from "./retry_making.ts";
import { diffRoster, isPolite } from "./roster.ts";
import type { LinkLetter } from "./signal.ts";
import type { PeerMessage } from "./messages.ts";
import { type Ward, Watch } from "./watch.ts";

const LETTERS = { burst: 500, perSecond: 50 };

/** In place of an answer that is not given. */
const NO_DESCRIPTION = "-";

/** After so many milliseconds a connection knows what its path carries. */
const YOUTH_MS = 2_000;

export interface MeshOptions {
  rtc: Rtc;
  clock: Pick<Clock, "after" | "now" | "steady">;
  tracks: () => LocalTracks;
  prover: Pick<Prover, "prove" | "judge">;
  events: LinksEvents;
}

/** Full mesh: N people, N(N-1)/2 connections, no media on the server. */
export class Mesh implements Links {
  #options: MeshOptions;
  #streams: SyncStreams;
  #ice: readonly IceServer[] = [];
  #peers = new Map<string, Entry>();
  #watch: Watch;
  #pass: IcePass;
  #online = true;
  #retry: Retry = NO_RETRY;
  /** The server was away: perhaps the network was, and is another one by now. */
  #wasOffline = false;

  constructor(options: MeshOptions) {
    const { rtc, clock, events } = options;
    this.#options = options;
    this.#streams = { person: rtc.makeStream(), screen: rtc.makeStream() };
    this.#pass = new IcePass({
      clock,
      renew: () => events.renewIce(),
      use: (servers) => this.#ice = servers,
    });
    this.#watch = new Watch({
      clock,
      wards: () => new Map(this.#trusted().map(([id, { ward }]) => [id, ward])),
      isOnline: () => this.#online,
      onDoubt: (sure) => events.onDoubt(sure),
      onSlept: () => events.onSlept(),
      onHealth: (id, health) => events.onState(id, health),
      onQuality: (id, quality) => events.onQuality(id, quality),
      onAlive: (ids) => events.onAlive(ids),
    });
  }

  reconcile(members: readonly Member[], self: string): void {
    const have = new Map([...this.#peers].map(([id, { epoch }]) => [id, epoch]));
    const { add, drop } = diffRoster(have, members, self);
    for (const id of drop) this.#drop(id);
    const { clock, events } = this.#options;
    this.#retry.cancel();
    for (const id of this.#retry.without(members)) events.onGone(id);
    const failed = add.filter((member) => !this.#tryToAdd(member, self));
    this.#retry = retryLater(failed, { clock, run: () => this.reconcile(members, self) });
    for (const member of members) this.#note(member);
    if (add.length + drop.length > 0) this.#shareUplink();
  }

  receive(from: Address, letter: LinkLetter): void {
    const entry = this.#peers.get(from.id);
    if (entry?.epoch !== from.epoch) return;
    if (entry.letters.take(this.#options.clock.steady())) entry.pair.receive(letter);
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    for (const { pair } of this.#peers.values()) {
      for (const peer of pair.peers) peer.setTrack(slot, track);
    }
  }

  fingerprints(): ReturnType<Links["fingerprints"]> {
    return new Map([...this.#peers].map(([id, { pair }]) => [id, pair.peer.fingerprints()]));
  }

  levels(): Map<string, number> {
    return new Map([...this.#peers].map(([id, { pair }]) => [id, pair.peer.level()]));
  }

  useIce(pass: Pass): void {
    this.#pass.take(pass);
  }

  send(id: string, message: PeerMessage): boolean {
    const send = () => this.#peers.get(id)?.pair.peer.send(message) ?? false;
    return attempt(send, false, this.#options.events.onError);
  }

  resume(): void {
    this.#online = true;
    this.#watch.resume();
    for (const { pair } of this.#peers.values()) pair.retrySignals();
  }

  suspend(): void {
    this.#online = false;
    this.#wasOffline = true;
  }

  close(): void {
    this.#pass.stop();
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
    const pair: Pair = new Pair({
      clock,
      connect: (own, { afterDeath }) =>
        new Peer({
          pc: rtc.makePeer(this.#ice, { afterChange: afterDeath || this.#wasOffline }),
          clock,
          polite: isPolite(self, id),
          tracks,
          cameraLimits: () => cameraLimits(this.#peers.size, { young: true }),
          streams: this.#streams,
          onMessage: (message) => events.onMessage(id, message),
          onReach: () => events.onReach(id),
          guard: this.#guardOf(id, () => this.#peers.get(id) === entry),
          onError: events.onError,
          ...own,
        }),
      post: (letter) => events.post({ id, epoch }, letter),
      onTracks: (tracks) => events.onTracks(id, tracks),
      onState: (state) => this.#onState(id, state),
      onReplaced: () => this.#onReplaced(id),
    });
    const letters = new Allowance(LETTERS);
    const entry: Omit<Entry, "ward"> = {
      pair,
      epoch,
      away: false,
      expected: false,
      young: true,
      refused: false,
      letters,
    };
    this.#peers.set(id, Object.assign(entry, { ward: this.#wardOf(entry) }));
    this.#watch.start();
  }

  #trusted(): [string, Entry][] {
    return [...this.#peers].filter(([, { refused }]) => !refused);
  }

  /** What comes of a page that has gone meanwhile (`isHere`) must not befall the next one. */
  #guardOf(id: string, isHere: () => boolean): Guard {
    const { prover, events } = this.#options;
    return {
      prove: (sdp) => prover.prove(sdp, id),
      accepts: async (description) => {
        const verdict = await prover.judge(description, id);
        if (!isHere()) return false;
        events.onVerdict(id, verdict);
        if (isTrusted(verdict)) return true;
        const answer = await this.#refusalFor(id, verdict);
        if (isHere()) this.#refuse(id, answer);
        return false;
      },
    };
  }

  /** Tells the other side at once that there will be no answer: with a key by the proof, or by none. */
  async #refusalFor(id: string, verdict: Verdict): Promise<Proven | null> {
    const proof = await this.#options.prover.prove(NO_DESCRIPTION, id);
    if (proof === null && verdict !== "keyed") return null;
    return { sdp: NO_DESCRIPTION, ...(proof === null ? {} : { proof }) };
  }

  #refuse(id: string, answer: Proven | null): void {
    const entry = this.#peers.get(id);
    if (!entry) return;
    if (answer !== null) entry.pair.decline(answer);
    entry.refused = true;
    entry.pair.close();
    this.#options.events.onState(id, "refused");
  }

  #wardOf(entry: Omit<Entry, "ward">): Ward {
    const { pair } = entry;
    const { peer } = pair;
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
      tally: () => peer.tally(),
      unstick: () => attempt(() => entry.refused || pair.unstick(), undefined, onError),
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
    if (!away) entry.pair.retrySignals();
  }

  #drop(id: string): void {
    const { onGone, onError } = this.#options.events;
    attempt(() => this.#peers.get(id)?.pair.close(), undefined, onError);
    this.#peers.delete(id);
    this.#watch.forget(id);
    onGone(id);
  }

  #onState(id: string, state: RTCPeerConnectionState): void {
    const entry = this.#peers.get(id);
    if (state === "connected" && entry) this.#onConnected(entry);
    this.#watch.look();
  }

  #onReplaced(id: string): void {
    const entry = this.#peers.get(id);
    if (!entry) return;
    entry.young = true;
    entry.ward = this.#wardOf(entry);
    this.#watch.renew(id);
    this.#options.events.onQuality(id, UNJUDGED.quality); // it was the old one's
  }

  #onConnected(entry: Entry): void {
    this.#limit(entry);
    this.#options.clock.after(YOUTH_MS, () => {
      entry.young = false;
      this.#limit(entry);
    });
  }

  /** Every connection carries a copy of the camera, so each gets its share of the uplink. */
  #shareUplink(): void {
    for (const entry of this.#peers.values()) this.#limit(entry);
  }

  #limit({ pair, young }: Entry): void {
    const { size } = this.#peers;
    for (const peer of pair.peers) {
      void peer.limit("camera", cameraLimits(size, { young }));
      void peer.limit("screen", screenLimits(size));
    }
  }
}

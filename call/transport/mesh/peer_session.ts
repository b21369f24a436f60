// Everything between this page and one page of another member: a connection, and perhaps its successor.
import { MAX_LINK } from "../../../protocol/limits.ts";
import type { IceServer } from "../../../protocol/signals.ts";
import type { Clock } from "../../ports.ts";
import type { PeerConnection, PeerConnectionOptions, ReceiverTracks } from "./peer_connection.ts";
import type { ConnectionEnvelope } from "./peer_signaling.ts";

/** Two ends that both exist and cannot agree for so long never will, in milliseconds. */
const STUCK_MS = 8_000;
/** As a rule two ends agree within this time, in milliseconds. */
const AGREED_MS = 250;
/** A successor is given so long before it is helped, or followed by another one, in milliseconds. */
const YOUNG_MS = 3_000;

export interface PeerSessionOptions {
  clock: Pick<Clock, "steady">;
  /** Makes this side's end of a connection. */
  connect(events: PeerSessionEvents, origin: ConnectionOrigin): PeerConnection;
  post(envelope: ConnectionEnvelope): void;
  onTracks(tracks: ReceiverTracks): void;
  /** Of the connection that is in use. */
  onState(state: RTCPeerConnectionState): void;
  /** Another connection is in use from now on. */
  onReplaced(): void;
}

/** What a session wants to know of each of its connections. */
export type PeerSessionEvents = Pick<PeerConnectionOptions, "post" | "onTracks" | "onState">;

/** Which connection it is that is made. */
export interface ConnectionOrigin {
  /** It follows one that died, perhaps with its network. */
  replacesFailed: boolean;
}

interface ConnectionRecord {
  connection: PeerConnection;
  begunAt: number;
  /** What arrives over it is shown. */
  inUse: boolean;
  /** Whether it ever was. */
  connected: boolean;
  /** Another one is to take its place as soon as it is connected. */
  stale: boolean;
  /** The other side has said something about it, so it has made it, too. */
  heard: boolean;
  tracks: ReceiverTracks | null;
}

/**
 * A connection that was up and is dead gets a successor beside it, which takes its place when it is
 * connected. Both sides count them (`link`): an envelope of the next number begins it here, too, and
 * those of an older one concern nobody. Only a connection that both sides have made is followed (one that
 * was up, or about which the other side has said something), so their numbers differ by one at most.
 */
export class PeerSession {
  #options: PeerSessionOptions;
  #generation = 0;
  #current: ConnectionRecord;
  #replacement: ConnectionRecord | null = null;
  /** The other page knows of numbers. */
  #knowsGenerations = false;
  #closed = false;

  constructor(options: PeerSessionOptions) {
    this.#options = options;
    this.#current = this.#make({ inUse: true, replacesFailed: false });
  }

  /** The connection that is in use. */
  get connection(): PeerConnection {
    return this.#current.connection;
  }

  /** All there are: whatever is sent has to go over each. */
  get connections(): PeerConnection[] {
    return this.#replacement === null
      ? [this.#current.connection]
      : [this.#current.connection, this.#replacement.connection];
  }

  /** Both ends have only just begun to agree, and the next step is this one's. */
  get isNegotiating(): boolean {
    const { connection, begunAt } = this.#newest;
    const isYoung = this.#options.clock.steady() - begunAt < AGREED_MS;
    return !this.#closed && isYoung && connection.isAwaited();
  }

  receive({ link, ...envelope }: ConnectionEnvelope): void {
    if (this.#closed) return;
    this.#knowsGenerations ||= link !== null;
    const of = link ?? 0;
    if (of === this.#generation + 1 && this.#mayReplace()) this.#replace();
    if (of === this.#generation) {
      this.#newest.heard = true;
      this.#newest.connection.receive(envelope);
    } else if (of < this.#generation) this.#newest.connection.sendAck(); // that there is another one by now
  }

  /** Whether the newest connection is up. */
  get isUp(): boolean {
    return this.#newest.connection.state === "connected";
  }

  /** Whether the newest connection is not up and has to do without a TURN server. */
  get lacksRelay(): boolean {
    const { connection } = this.#newest;
    return !this.#closed && !this.isUp && connection.isAgreed && !connection.hasRelay;
  }

  /**
   * Looks for another way to the other side, by whatever is quickest. A successor that may still
   * come about is left alone, unless `now`.
   */
  restart(ice: readonly IceServer[], { now = false } = {}): void {
    const { connection, connected } = this.#newest;
    if (this.#closed || this.#isRecent() && !now) return;
    if (
      this.#replacement !== null || !connected || !this.#knowsGenerations ||
      this.#generation >= MAX_LINK
    ) {
      return connection.restartIce(ice);
    }
    this.#replace();
    this.#newest.connection.requestOffer();
  }

  /** Replaces a healthy connection: what holds for new ones then holds for this one, too. */
  renew(): void {
    const newest = this.#newest;
    newest.stale = true;
    if (newest.connected) this.#renewStale(newest);
  }

  #renewStale(record: ConnectionRecord): void {
    if (this.#closed || !this.#knowsGenerations || this.#generation >= MAX_LINK) return;
    record.stale = false;
    this.#replace({ replacesFailed: false });
    this.#newest.connection.requestOffer();
  }

  /**
   * Something went wrong while it was agreed upon, for which the browser knows no way back: another
   * one takes its place. Both sides have made it, so their numbers still differ by one at most.
   */
  restartStuckNegotiation(): void {
    const { connection, connected, heard, begunAt } = this.#newest;
    const now = this.#options.clock.steady();
    if (this.#closed || connected || connection.isAgreed || now - begunAt < STUCK_MS) return;
    if (!heard || !this.#knowsGenerations || this.#generation >= MAX_LINK) {
      this.#newest.begunAt = now; // the other side may not be there yet
      return connection.offer();
    }
    this.#replace();
    this.#newest.connection.requestOffer();
  }

  /** The way to the other side is open again. */
  retrySignals(): void {
    this.#newest.connection.retrySignals();
  }

  /** Says that there will be no answer to what came last. */
  decline(...answer: Parameters<PeerConnection["decline"]>): void {
    this.#newest.connection.decline(...answer);
  }

  close(): void {
    this.#closed = true;
    for (const connection of this.connections) connection.close();
  }

  get #newest(): ConnectionRecord {
    return this.#replacement ?? this.#current;
  }

  /** Nobody can make this page begin connections faster than that; envelopes come again. */
  #mayReplace(): boolean {
    return this.#newest.connected || !this.#isRecent();
  }

  /** A successor that may still come about, or has only just. */
  #isRecent(): boolean {
    const { connection, begunAt } = this.#newest;
    const isDown = connection.state === "failed" || connection.state === "disconnected";
    return this.#generation > 0 && !isDown && this.#options.clock.steady() - begunAt < YOUNG_MS;
  }

  #replace({ replacesFailed = true }: Partial<ConnectionOrigin> = {}): void {
    this.#replacement?.connection.close();
    this.#current.connection.freeze();
    this.#generation++;
    this.#replacement = this.#make({ inUse: false, replacesFailed });
  }

  #make(
    { inUse, replacesFailed }: { inUse: boolean } & ConnectionOrigin,
  ): ConnectionRecord {
    const { clock, connect, post, onTracks } = this.#options;
    const link = this.#generation;
    const begun: Omit<ConnectionRecord, "connection"> = {
      begunAt: clock.steady(),
      inUse,
      connected: false,
      stale: false,
      heard: false,
      tracks: null,
    };
    const connection = connect({
      post: (envelope) => post({ ...envelope, link }),
      onTracks: (tracks) => {
        begun.tracks = tracks;
        if (begun.inUse) onTracks(tracks);
      },
      onState: () => this.#onState(record),
    }, { replacesFailed });
    const record: ConnectionRecord = Object.assign(begun, { connection });
    return record;
  }

  #onState(record: ConnectionRecord): void {
    const { state } = record.connection;
    if (state === "connected") {
      record.connected = true;
      if (record === this.#replacement) this.#use(record);
      if (record.stale && record === this.#newest) this.#renewStale(record);
    }
    if (record.inUse) this.#options.onState(state);
  }

  #use(record: ConnectionRecord): void {
    const { onTracks, onReplaced } = this.#options;
    const { connection } = this.#current;
    this.#current = record;
    this.#replacement = null;
    record.inUse = true;
    onReplaced();
    if (record.tracks !== null) onTracks(record.tracks);
    connection.close();
  }
}

// Everything between this page and one page of another member: a connection, and perhaps its successor.
import { MAX_LINK } from "../../protocol/limits.ts";
import type { IceServer } from "../../protocol/shapes.ts";
import type { Clock } from "../ports.ts";
import type { Peer, PeerOptions, RemoteTracks } from "./peer.ts";
import type { LinkLetter } from "./signal.ts";

/** Two ends that both exist and cannot agree for so long never will, in milliseconds. */
const STUCK_MS = 8_000;
/** A successor is given so long before it is helped, or followed by another one, in milliseconds. */
const YOUNG_MS = 3_000;

export interface PairOptions {
  clock: Pick<Clock, "steady">;
  /** Makes this side's end of a connection. */
  connect(events: Pick<PeerOptions, "post" | "onTracks" | "onState">, made: Made): Peer;
  post(letter: LinkLetter): void;
  onTracks(tracks: RemoteTracks): void;
  /** Of the connection that is in use. */
  onState(state: RTCPeerConnectionState): void;
  /** Another connection is in use from now on. */
  onReplaced(): void;
}

/** Which connection it is that is made. */
export interface Made {
  /** It follows one that died, perhaps with its network. */
  afterDeath: boolean;
}

interface End {
  peer: Peer;
  begunAt: number;
  /** What arrives over it is shown. */
  inUse: boolean;
  /** Whether it ever was. */
  connected: boolean;
  /** The other side has said something about it, so it has made it, too. */
  heard: boolean;
  tracks: RemoteTracks | null;
}

/**
 * A connection that was up and is dead gets a successor beside it, which takes its place when it is
 * connected. Both sides count them (`link`): a letter of the next number begins it here, too, and
 * those of an older one concern nobody. Only a connection that both sides have made is followed (one that
 * was up, or about which the other side has said something), so their numbers differ by one at most.
 */
export class Pair {
  #options: PairOptions;
  #link = 0;
  #current: End;
  #next: End | null = null;
  /** The other page knows of numbers. */
  #counts = false;
  #closed = false;

  constructor(options: PairOptions) {
    this.#options = options;
    this.#current = this.#make({ inUse: true });
  }

  /** The connection that is in use. */
  get peer(): Peer {
    return this.#current.peer;
  }

  /** All there are: whatever is sent has to go over each. */
  get peers(): Peer[] {
    return this.#next === null ? [this.#current.peer] : [this.#current.peer, this.#next.peer];
  }

  receive({ link, ...letter }: LinkLetter): void {
    if (this.#closed) return;
    this.#counts ||= link !== null;
    const of = link ?? 0;
    if (of === this.#link + 1 && this.#mayFollow()) this.#follow();
    if (of === this.#link) {
      this.#newest.heard = true;
      this.#newest.peer.receive(letter);
    } else if (of < this.#link) this.#newest.peer.remind(); // that there is another one by now
  }

  /** Looks for another way to the other side, by whatever is quickest. */
  restart(ice: readonly IceServer[]): void {
    const { peer, connected } = this.#newest;
    if (this.#closed || this.#isYoung()) return;
    if (this.#next !== null || !connected || !this.#counts || this.#link >= MAX_LINK) {
      return peer.restartIce(ice);
    }
    this.#follow();
    this.#newest.peer.call();
  }

  /**
   * Something went wrong while it was agreed upon, for which the browser knows no way back: another
   * one takes its place. Both sides have made it, so their numbers still differ by one at most.
   */
  unstick(): void {
    const { peer, connected, heard, begunAt } = this.#newest;
    const now = this.#options.clock.steady();
    if (this.#closed || connected || peer.isAgreed || now - begunAt < STUCK_MS) return;
    if (!heard || !this.#counts || this.#link >= MAX_LINK) {
      this.#newest.begunAt = now; // the other side may not be there yet
      return peer.offer();
    }
    this.#follow();
    this.#newest.peer.call();
  }

  /** The way to the other side is open again. */
  retrySignals(): void {
    this.#newest.peer.retrySignals();
  }

  /** Says that there will be no answer to what came last. */
  decline(...said: Parameters<Peer["decline"]>): void {
    this.#newest.peer.decline(...said);
  }

  close(): void {
    this.#closed = true;
    for (const peer of this.peers) peer.close();
  }

  get #newest(): End {
    return this.#next ?? this.#current;
  }

  /** Nobody can make this page begin connections faster than that; letters come again. */
  #mayFollow(): boolean {
    return this.#newest.connected || !this.#isYoung();
  }

  /** A successor that may still come about, or has only just. */
  #isYoung(): boolean {
    const { peer, begunAt } = this.#newest;
    const isDown = peer.state === "failed" || peer.state === "disconnected";
    return this.#link > 0 && !isDown && this.#options.clock.steady() - begunAt < YOUNG_MS;
  }

  #follow(): void {
    this.#next?.peer.close();
    this.#current.peer.retire();
    this.#link++;
    this.#next = this.#make({ inUse: false });
  }

  #make({ inUse }: { inUse: boolean }): End {
    const { clock, connect, post, onTracks } = this.#options;
    const link = this.#link;
    const said: Omit<End, "peer"> = {
      begunAt: clock.steady(),
      inUse,
      connected: false,
      heard: false,
      tracks: null,
    };
    const peer = connect({
      post: (letter) => post({ ...letter, link }),
      onTracks: (tracks) => {
        said.tracks = tracks;
        if (said.inUse) onTracks(tracks);
      },
      onState: () => this.#onState(end),
    }, { afterDeath: link > 0 });
    const end: End = Object.assign(said, { peer });
    return end;
  }

  #onState(end: End): void {
    const { state } = end.peer;
    if (state === "connected") {
      end.connected = true;
      if (end === this.#next) this.#use(end);
    }
    if (end.inUse) this.#options.onState(state);
  }

  #use(end: End): void {
    const { onTracks, onReplaced } = this.#options;
    const { peer } = this.#current;
    this.#current = end;
    this.#next = null;
    end.inUse = true;
    onReplaced();
    if (end.tracks !== null) onTracks(end.tracks);
    peer.close();
  }
}

// Perfect negotiation (W3C webrtc-pc section 10.7) with a serial inbox: one step at a time per connection.
import type { Answer, IceCandidate, Offer } from "../../../protocol/signals.ts";
import type { PeerLike } from "../../rtc_ports.ts";
import type { AuthenticatedDescription } from "../../e2ee/description_authenticator.ts";
import type { PeerSignal } from "./peer_signaling.ts";

/** Candidates kept for a description that has not come yet. */
const MAX_EARLY = 64;
/** Candidates of one generation that are tried: each costs the browser checks on all its paths. */
const MAX_CANDIDATES = 256;
/** Signals that may wait for those before them; a page that sends faster loses the rest. */
const MAX_WAITING = 512;

export interface NegotiatorOptions {
  pc: PeerLike;
  /** Whether this side yields when both sides offer at once. */
  polite: boolean;
  send(signal: PeerSignal): void;
  /** Runs something a moment later: candidates found meanwhile travel together. */
  pause(run: () => void): void;
  /** Called between a remote offer and its answer: fill the lines that the offer made. */
  beforeAnswer(): void;
  /** Proves own descriptions and judges the other side's; without it they are taken as they come. */
  guard?: Guard | undefined;
  /** Makes of the other side's description what the browser is to go by. */
  shape?: ((sdp: string, type: "offer" | "answer") => string) | undefined;
  onError(error: unknown): void;
}

/** Keeps those who carry descriptions from changing them. */
export interface Guard {
  prove(sdp: string): Promise<string | null>;
  /** Whether to go on. If not, nothing is ever agreed with the other side. */
  accepts(description: AuthenticatedDescription): Promise<boolean>;
}

/**
 * Keeps two ends of a connection agreed. Offers of its own and everything received pass one queue,
 * so a step never sees the middle of another, and one bad signal cannot stall the rest.
 */
export class Negotiator {
  #options: NegotiatorOptions;
  #queue: Promise<void> = Promise.resolve();
  /** Steps that have not ended. */
  #steps = 0;
  #early: IceCandidate[] = [];
  #waiting = 0;
  /** Candidates that were tried, and the ufrag of the descriptions that they belong to. */
  #tried = { ufrag: "", count: 0 };
  /** Own candidates that wait for the next envelope; null when none was sent just now. */
  #found: IceCandidate[] | null = null;
  /** How often both sides offered at once and this one yielded. */
  rollbacks = 0;
  /** How often both sides have agreed. */
  agreements = 0;

  constructor(options: NegotiatorOptions) {
    this.#options = options;
    const { pc } = options;
    pc.onnegotiationneeded = () => this.offer();
    pc.onicecandidate = ({ candidate }) => candidate && this.#tell(plain(candidate));
  }

  /** Offers at once, without waiting for the browser's next turn to ask for it. */
  offer(): void {
    this.#enqueue(() => this.#offer());
  }

  /** Takes the signals of the other side, each once and in the order they were sent. */
  receive(signal: PeerSignal): void {
    if (this.#waiting >= MAX_WAITING) return;
    this.#waiting++;
    this.#enqueue(() => this.#take(signal).finally(() => this.#waiting--));
  }

  /** Whether the other side waits for what this one does. */
  get isBusy(): boolean {
    return this.#steps > 0;
  }

  /** Resolves when everything received so far has been dealt with. */
  idle(): Promise<void> {
    return this.#queue;
  }

  /** A step that nothing is before begins at once: the browser works on it while the page goes on. */
  #enqueue(step: () => Promise<void>): void {
    const isFirst = this.#steps++ === 0;
    const run = async () => {
      try {
        if (this.#options.pc.signalingState !== "closed") await step();
      } catch (error) {
        if (this.#options.pc.signalingState !== "closed") this.#options.onError(error);
      }
      this.#steps--;
    };
    this.#queue = isFirst ? run() : this.#queue.then(run);
  }

  /** The first candidate goes at once, those that are found just after it together. */
  #tell(candidate: IceCandidate): void {
    if (this.#found) return void this.#found.push(candidate);
    const { send, pause } = this.#options;
    this.#found = [];
    send({ kind: "ice", candidates: [candidate] });
    pause(() => {
      const found = this.#found ?? [];
      this.#found = null;
      if (found.length > 0) send({ kind: "ice", candidates: found });
    });
  }

  async #offer(): Promise<void> {
    const { pc, send } = this.#options;
    if (pc.signalingState !== "stable") return; // the browser asks again once it is
    await pc.setLocalDescription();
    send({ kind: "offer", ...await this.#own() });
  }

  async #take(signal: PeerSignal): Promise<void> {
    switch (signal.kind) {
      case "offer":
        return await this.#takeOffer(signal);
      case "answer":
        return await this.#takeAnswer(signal);
      case "ice":
        for (const candidate of signal.candidates) await this.#takeCandidate(candidate);
        return;
      default:
        signal satisfies never;
    }
  }

  async #takeOffer(offer: Offer): Promise<void> {
    const { sdp } = offer;
    const { pc, polite, send, beforeAnswer } = this.#options;
    const collision = pc.signalingState === "have-local-offer";
    if (collision && !polite) return; // ours wins; the other side rolls back
    if (!(await this.#accepts(offer))) return;
    if (collision) this.rollbacks++;
    await pc.setRemoteDescription({ type: "offer", sdp: this.#shaped(sdp, "offer") });
    beforeAnswer();
    await pc.setLocalDescription();
    this.agreements++;
    send({ kind: "answer", ...await this.#own() });
    await this.#useEarly();
  }

  async #takeAnswer(answer: Answer): Promise<void> {
    const { pc } = this.#options;
    if (pc.signalingState !== "have-local-offer") return; // to an offer that was rolled back
    if (!(await this.#accepts(answer))) return;
    await pc.setRemoteDescription({ type: "answer", sdp: this.#shaped(answer.sdp, "answer") });
    this.agreements++;
    await this.#useEarly();
  }

  /** The own description that holds now, proven if there is a key. */
  async #own(): Promise<AuthenticatedDescription> {
    const { pc, guard } = this.#options;
    const sdp = pc.localDescription?.sdp ?? "";
    const proof = await guard?.prove(sdp) ?? null;
    return proof === null ? { sdp } : { sdp, proof };
  }

  async #accepts(description: AuthenticatedDescription): Promise<boolean> {
    const { guard } = this.#options;
    return guard === undefined || await guard.accepts(description);
  }

  /** Only now, after its proof was checked. */
  #shaped(sdp: string, type: "offer" | "answer"): string {
    return this.#options.shape?.(sdp, type) ?? sdp;
  }

  /** A candidate belongs to the description that has its ufrag (RFC 8839 section 5.4). */
  async #takeCandidate(candidate: IceCandidate): Promise<void> {
    const { pc } = this.#options;
    const remote = pc.remoteDescription?.sdp;
    const known = remote !== undefined && (candidate.usernameFragment === null ||
      remote.includes(`a=ice-ufrag:${candidate.usernameFragment}\r\n`));
    if (known) {
      if (this.#mayTry(remote)) await pc.addIceCandidate(candidate);
    } else this.#early = [...this.#early, candidate].slice(-MAX_EARLY);
  }

  #mayTry(remote: string): boolean {
    const ufrag = /^a=ice-ufrag:(.*)$/m.exec(remote)?.[1] ?? "";
    if (ufrag !== this.#tried.ufrag) this.#tried = { ufrag, count: 0 };
    return ++this.#tried.count <= MAX_CANDIDATES;
  }

  async #useEarly(): Promise<void> {
    const early = this.#early;
    this.#early = [];
    for (const candidate of early) await this.#takeCandidate(candidate);
  }
}

function plain(candidate: RTCIceCandidate): IceCandidate {
  const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate;
  return { candidate: line, sdpMid, sdpMLineIndex, usernameFragment };
}

// RTCPeerConnection without a browser: the signaling states of JSEP (RFC 8829), rollback included.
import type { PeerChoice, PeerLike, Rtc } from "@/call/rtc_ports.ts";
import { channelPair, FakeChannel, type Paths } from "./paths.ts";
import { type Description, newFingerprint, parse, VOICE } from "./description.ts";
import { type FakeTransceiver, makeLine } from "./transceiver.ts";

let serial = 0;

/** One end. Descriptions carry an ufrag and the number of lines, nothing else. */
export class FakePeer implements PeerLike {
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  onnegotiationneeded: PeerLike["onnegotiationneeded"] = null;
  onicecandidate: PeerLike["onicecandidate"] = null;
  onicecandidateerror: PeerLike["onicecandidateerror"] = null;
  onconnectionstatechange: PeerLike["onconnectionstatechange"] = null;
  ondatachannel: PeerLike["ondatachannel"] = null;
  /** Candidates of the current remote generation that were added. */
  candidates: string[] = [];
  descriptions = 0;
  #lines: FakeTransceiver[] = [];
  #ufrag = `u${++serial}`;
  readonly fingerprint: string;
  #currentLocal: Description | null = null;
  #currentRemote: Description | null = null;
  #pending: Description | null = null;
  #negotiatedLines = 0;
  #restart = false;
  #paths: Paths | null;
  /** The data channel, if one was made. */
  channel: FakeChannel | null = null;
  configuration: RTCConfiguration = {};
  /** What it was made for. */
  choice: PeerChoice = {};
  restarts = 0;

  /** With `paths` it becomes connected by itself, as soon as both ends are agreed. */
  constructor(paths: Paths | null = null, fingerprint = newFingerprint()) {
    this.fingerprint = fingerprint;
    this.#paths = paths;
    paths?.add(this);
  }

  /** Of the descriptions that hold. */
  get ufrags(): { local: string; remote: string } {
    return {
      local: parse(this.#currentLocal?.sdp ?? "").ufrag,
      remote: parse(this.#currentRemote?.sdp ?? "").ufrag,
    };
  }

  createDataChannel(label = "", { negotiated = false }: RTCDataChannelInit = {}): FakeChannel {
    if (!negotiated) {
      const [near, far] = channelPair(label);
      queueMicrotask(() => {
        const other = this.#paths?.otherEnd(this);
        if (!other) return near.cut();
        near.open();
        far.open();
        other.announce(far);
      });
      return near;
    }
    const otherEnd = () => this.#paths?.otherEnd(this)?.channel ?? null;
    return this.channel = new FakeChannel(otherEnd);
  }

  announce(channel: FakeChannel): void {
    this.ondatachannel?.({ channel } as unknown as RTCDataChannelEvent);
  }

  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  get localDescription(): Description | null {
    return this.signalingState === "have-local-offer" ? this.#pending : this.#currentLocal;
  }

  get remoteDescription(): Description | null {
    return this.signalingState === "have-remote-offer" ? this.#pending : this.#currentRemote;
  }

  addTransceiver(trackOrKind: MediaStreamTrack | "audio" | "video"): FakeTransceiver {
    const line = makeLine(trackOrKind);
    this.#lines.push(line);
    this.#checkNeeded();
    return line;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.#lines;
  }

  restartIce(): void {
    this.restarts++;
    this.#restart = true;
    this.#checkNeeded();
  }

  async setLocalDescription(): Promise<void> {
    await tick();
    this.#assertOpen();
    this.descriptions++;
    if (this.signalingState === "have-remote-offer") return this.#answer();
    if (this.signalingState !== "stable") throw invalid(`offer in ${this.signalingState}`);
    if (this.#restart) this.#ufrag = `u${++serial}`;
    this.#pending = { type: "offer", sdp: this.#sdp() };
    this.signalingState = "have-local-offer";
    this.#gather();
  }

  async setRemoteDescription({ type, sdp = "" }: RTCSessionDescriptionInit): Promise<void> {
    await tick();
    this.#assertOpen();
    this.descriptions++;
    if (type === "offer") {
      if (this.signalingState === "have-local-offer") this.#pending = null; // implicit rollback
      this.#pending = { type, sdp };
      this.signalingState = "have-remote-offer";
      const { lines } = parse(sdp);
      while (this.#lines.length < lines) {
        this.#lines.push(makeLine(this.#lines.length % 3 === 0 ? "audio" : "video"));
      }
    } else {
      if (this.signalingState !== "have-local-offer") {
        throw invalid(`answer in ${this.signalingState}`);
      }
      this.#settle(this.#pending, { type: "answer", sdp });
    }
    if (parse(sdp).ufrag !== parse(this.#currentRemote?.sdp ?? "").ufrag) this.candidates = [];
  }

  async addIceCandidate({ candidate = "", usernameFragment }: RTCIceCandidateInit): Promise<void> {
    await tick();
    const remote = this.remoteDescription;
    if (!remote) throw invalid("a candidate before any description");
    if (parse(remote.sdp).ufrag !== usernameFragment) {
      throw new DOMException("a candidate of another generation", "OperationError");
    }
    this.candidates.push(candidate);
  }

  getStats(): Promise<RTCStatsReport> {
    const entries = this.getTransceivers().flatMap(({ receiver }) => receiver.counted());
    return Promise.resolve(new Map(entries.entries()) as unknown as RTCStatsReport);
  }

  close(): void {
    this.signalingState = "closed";
    this.connectionState = "closed";
    if (this.channel) this.channel.readyState = "closed";
  }

  /** Plays a change of the path. */
  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.(new Event("connectionstatechange"));
  }

  #answer(): void {
    if (this.#restart) this.#ufrag = `u${++serial}`;
    this.#settle({ type: "answer", sdp: this.#sdp() }, this.#pending);
    this.#gather();
  }

  #settle(local: Description | null, remote: Description | null): void {
    const before = parse(this.#currentRemote?.sdp ?? "").ufrag;
    this.#currentLocal = local;
    this.#currentRemote = remote;
    if (parse(remote?.sdp ?? "").ufrag !== before) this.candidates = [];
    this.#pending = null;
    this.#negotiatedLines = this.#lines.length;
    this.#restart = false;
    this.signalingState = "stable";
    this.#checkNeeded();
    const other = this.#paths?.otherEnd(this);
    for (const end of other ? [this, other] : []) queueMicrotask(() => end.connect());
  }

  connect(): void {
    if (this.signalingState === "closed") return;
    if (this.connectionState !== "connected") this.become("connected");
    this.channel?.open();
  }

  #checkNeeded(): void {
    queueMicrotask(() => {
      const needed = this.#restart || this.#lines.length > this.#negotiatedLines;
      if (needed && this.signalingState === "stable") {
        this.onnegotiationneeded?.(new Event("negotiationneeded"));
      }
    });
  }

  #gather(): void {
    const ufrag = this.#ufrag;
    for (const n of [1, 2]) {
      queueMicrotask(() => {
        const candidate = {
          candidate: `candidate:${ufrag}-${n}`,
          sdpMid: "0",
          sdpMLineIndex: 0,
          usernameFragment: ufrag,
        };
        this.onicecandidate?.({ candidate } as unknown as RTCPeerConnectionIceEvent);
      });
    }
  }

  #sdp(): string {
    return `v=0\r\na=fingerprint:${this.fingerprint}\r\na=ice-ufrag:${this.#ufrag}\r\nlines=${this.#lines.length}\r\n${VOICE}`;
  }

  #assertOpen(): void {
    if (this.signalingState === "closed") throw invalid("closed");
  }
}

function invalid(what: string): DOMException {
  return new DOMException(what, "InvalidStateError");
}

/** Real connections take several turns of the event loop; this takes a few microtasks. */
async function tick(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await Promise.resolve();
}

/** An `Rtc` that keeps what it made. */
export function fakeRtc(paths: Paths | null = null): Rtc & { peers: FakePeer[] } {
  const peers: FakePeer[] = [];
  const fingerprint = newFingerprint();
  return {
    supported: true,
    ready: Promise.resolve(),
    peers,
    makePeer: (_ice, choice = {}) => {
      const peer = Object.assign(new FakePeer(paths, fingerprint), { choice });
      peers.push(peer);
      return peer;
    },
    loadFrames: null,
    makeStream: () => ({ id: `stream-${++serial}` }) as MediaStream,
  };
}

// One remote member: a connection, its negotiator and the four slots.
import { type Slot, SLOT_KIND, SLOTS } from "../../../protocol/slots.ts";
import { CHANNEL, MessageChannel } from "../data_channel.ts";
import { ReliableSignaling } from "./reliable_signaling.ts";
import { fingerprintReader } from "../../e2ee/short_auth_string.ts";
import type { AuthenticatedDescription } from "../../e2ee/description_authenticator.ts";
import type { ByteStream } from "../byte_stream.ts";
import { PeerStreams } from "./peer_streams.ts";
import type { PeerMessage } from "../data_messages.ts";
import { streamOf, type SyncStreams } from "./sync_streams.ts";
import type { LocalTracks } from "../tracks.ts";
import type { StatsTotals } from "../monitor/network_quality.ts";
import { StatsReader } from "./stats_reader.ts";
import { type Guard, Negotiator, type NegotiatorOptions } from "./negotiator.ts";
import type { IceServer } from "../../../protocol/signals.ts";
import type { Clock } from "../../ports.ts";
import type { PeerLike, SenderLike, TransceiverLike } from "../../rtc_ports.ts";
import { type PeerEnvelope, type PeerSignal, sizeOfSignal } from "./peer_signaling.ts";

/** Candidates found within this pause of each other travel in one envelope, in milliseconds. */
const GATHER_MS = 20;

/** What arrives in each slot. The tracks exist, muted, before anything is sent. */
export type ReceiverTracks = Readonly<Record<Slot, MediaStreamTrack>>;

export interface PeerConnectionOptions {
  pc: PeerLike;
  clock: Pick<Clock, "after" | "steady">;
  polite: boolean;
  /** Read when the lines are made; later changes come by `setTrack`. */
  tracks: () => LocalTracks;
  /** What the camera may send, read when the lines are made; later changes come by `limit`. */
  cameraLimits: () => RTCRtpEncodingParameters;
  streams: SyncStreams;
  post(envelope: PeerEnvelope): void;
  onTracks(tracks: ReceiverTracks): void;
  onState(state: RTCPeerConnectionState): void;
  /** The four lines are there, and nothing has arrived over them. */
  onTransceivers?(transceivers: Readonly<Record<Slot, TransceiverLike>>): void;
  guard?: Guard;
  /** Makes of the other side's descriptions what this side goes by. */
  shape?: NegotiatorOptions["shape"];
  onMessage?(message: PeerMessage): void;
  /** Messages can be sent from now on. */
  onReachable?(): void;
  /** The other page has opened a byte stream; without this none is accepted. */
  onStream?: ((stream: ByteStream) => void) | undefined;
  onError(error: unknown): void;
}

/** A connection to one page of one member, from creation to `close()`. */
export class PeerConnection {
  readonly stats: StatsReader;
  #options: PeerConnectionOptions;
  #negotiator: Negotiator;
  #reliableSignaling: ReliableSignaling<PeerSignal>;
  #transceivers: Record<Slot, TransceiverLike> | null = null;
  #channel: MessageChannel | null = null;
  #streams: PeerStreams;
  #fingerprints = { own: fingerprintReader(), theirs: fingerprintReader() };
  #closed = false;

  constructor(options: PeerConnectionOptions) {
    this.#options = options;
    const { pc, clock, polite, onError } = options;
    this.#reliableSignaling = new ReliableSignaling({
      clock,
      transmit: (envelope) => options.post(envelope),
      sizeOf: sizeOfSignal,
      deliver: (signal) => this.#negotiator.receive(signal),
    });
    this.#negotiator = new Negotiator({
      pc,
      polite,
      ...{ guard: options.guard, shape: options.shape },
      onError,
      send: (signal) => this.#reliableSignaling.send(signal),
      pause: (run) => void clock.after(GATHER_MS, () => this.#closed || run()),
      beforeAnswer: () => this.#fillLines(),
    });
    this.stats = new StatsReader(pc);
    this.#streams = new PeerStreams({ pc, clock, onStream: options.onStream, onError });
    pc.onconnectionstatechange = () => options.onState(pc.connectionState);
    if (polite) return;
    try {
      this.#openLines();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  receive(envelope: PeerEnvelope): void {
    this.#reliableSignaling.receive(envelope);
  }

  /** The way to the other side is open again: whatever it has not got is sent at once. */
  retrySignals(): void {
    this.#reliableSignaling.retry();
  }

  /** Lets the other side know of this connection, until it says something. */
  requestOffer(): void {
    if (this.#options.polite) this.#reliableSignaling.requestOffer(); // else the offer does
  }

  /** The other side seems not to know of it. */
  readonly sendAck = (): void => this.#reliableSignaling.sendAck();

  /** Nothing more is agreed over it; it lasts as long as its path. */
  freeze(): void {
    this.#reliableSignaling.close();
    this.#options.pc.onnegotiationneeded = null;
    this.#options.pc.onicecandidate = null;
  }

  /** Sends another track, or nothing, on a line. Needs no negotiation. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    const sender = this.#sender(slot);
    if (sender) void this.#tried(() => sender.replaceTrack(track));
  }

  /** Caps what a line sends, and divides its picture's sides; false if it cannot yet, or any more. */
  async limit(slot: Slot, limits: RTCRtpEncodingParameters): Promise<boolean> {
    const sender = this.#sender(slot);
    if (!sender || this.#closed) return false;
    return await this.#tried(async () => {
      const parameters = sender.getParameters();
      const [encoding] = parameters.encodings ?? [];
      if (!encoding) return false;
      Object.assign(encoding, limits);
      await sender.setParameters(parameters);
    });
  }

  async #tried(run: () => Promise<void | false>): Promise<boolean> {
    try {
      return (await run()) !== false;
    } catch (error) {
      if (!this.#closed) this.#options.onError(error);
      return false;
    }
  }

  /** How often both sides have agreed on what it is like: browsers may forget limits with each time. */
  get agreements(): number {
    return this.#negotiator.agreements;
  }

  get state(): RTCPeerConnectionState {
    return this.#options.pc.connectionState;
  }

  /** Asks anew what it is to be like, if that is this side's part and nothing is under way. */
  offer(): void {
    if (!this.#options.polite) this.#negotiator.offer();
  }

  /** Agrees anew where this side does not go by what it should; false if there is no need or no way. */
  renegotiate(isRight: (remote: string) => boolean): boolean {
    const { onnegotiationneeded, remoteDescription } = this.#options.pc;
    if (!this.isAgreed || onnegotiationneeded === null) return false; // frozen
    if (isRight(remoteDescription?.sdp ?? "")) return false;
    this.#negotiator.offer();
    return true;
  }

  /** Whether both ends know what the connection is like, whatever becomes of its path. */
  get isAgreed(): boolean {
    const { signalingState, remoteDescription } = this.#options.pc;
    return signalingState === "stable" && remoteDescription !== null;
  }

  /** Whether the other end waits for this one to agree. */
  readonly isAwaited = (): boolean => this.#negotiator.isBusy && !this.isAgreed;

  /** Whether it has a candidate of a TURN server. */
  get hasRelay(): boolean {
    return / typ relay /.test(this.#options.pc.localDescription?.sdp ?? "");
  }

  /** Says that there will be no answer. */
  decline(answer: AuthenticatedDescription): void {
    this.#reliableSignaling.send({ kind: "answer", ...answer });
  }

  /** Of the keys that both ends encrypt with; null before they are told. */
  fingerprints(): { own: string | null; theirs: string | null } {
    const { localDescription, remoteDescription } = this.#options.pc;
    const { own, theirs } = this.#fingerprints;
    return { own: own(localDescription?.sdp), theirs: theirs(remoteDescription?.sdp) };
  }

  /** Looks for a new path, with what may be used for it by now. */
  restartIce(ice?: readonly IceServer[]): void {
    const { pc } = this.#options;
    if (this.#transceivers === null) return; // there is nothing to carry yet
    if (ice !== undefined) {
      const iceServers = ice.map((server) => ({ ...server }));
      pc.setConfiguration({ ...pc.getConfiguration(), iceServers });
    }
    pc.restartIce();
  }

  /** Whether it could be handed to the connection. */
  send(message: PeerMessage): boolean {
    return this.#channel?.send(message) ?? false;
  }

  /** Opens a byte stream; null while messages cannot be sent either, or too many are open. */
  openStream(label: string): ByteStream | null {
    return this.#channel?.isOpen ? this.#streams.open(label) : null;
  }

  /** What this connection's statistics count: one look at everything. */
  totals(): Promise<StatsTotals> {
    return this.stats.totals(this.#transceivers);
  }

  close(): void {
    this.#closed = true;
    this.#reliableSignaling.close();
    this.#channel?.close();
    this.#streams.close();
    this.#options.pc.onconnectionstatechange = null;
    this.#options.pc.close();
  }

  #sender(slot: Slot): SenderLike | undefined {
    return this.#transceivers?.[slot].sender;
  }

  /** The impolite side makes the four lines; the browser then asks for an offer. */
  #openLines(): void {
    const { pc, tracks, streams, cameraLimits } = this.#options;
    const now = tracks();
    this.#take(SLOTS.map((slot) =>
      pc.addTransceiver(now[slot] ?? SLOT_KIND[slot], {
        direction: "sendrecv",
        streams: [streamOf(slot, streams)],
        ...(slot === "camera" ? { sendEncodings: [cameraLimits()] } : {}),
      })
    ));
    this.#openChannel();
    this.#negotiator.offer(); // at once: the browser asks for it a turn later
  }

  /**
   * The polite side answers on the lines that the offer made: lines of its own would never be
   * matched with them and cost a second negotiation.
   */
  #fillLines(): void {
    if (this.#transceivers) return;
    const { pc, tracks, streams, cameraLimits } = this.#options;
    const lines = pc.getTransceivers();
    const now = tracks();
    this.#take(lines);
    SLOTS.forEach((slot, index) => {
      const line = lines[index];
      if (!line) throw new Error(`the offer has no line for ${slot}`);
      line.direction = "sendrecv";
      line.sender.setStreams(streamOf(slot, streams));
      if (now[slot]) this.setTrack(slot, now[slot]);
    });
    void this.limit("camera", cameraLimits());
    this.#openChannel();
  }

  /** With the lines, so that it is in the first description and costs no second one. */
  #openChannel(): void {
    const { pc, clock } = this.#options;
    this.#channel = new MessageChannel({
      channel: pc.createDataChannel(CHANNEL.label, { ...CHANNEL.options }),
      clock,
      onOpen: () => this.#options.onReachable?.(),
      onMessage: (message) => this.#options.onMessage?.(message),
    });
  }

  #take(lines: TransceiverLike[]): void {
    const [mic, camera, screen, screenAudio] = lines;
    if (!mic || !camera || !screen || !screenAudio) throw new Error("a connection has four lines");
    this.#transceivers = { mic, camera, screen, screenAudio };
    this.#options.onTransceivers?.(this.#transceivers);
    const tracks = SLOTS.map((slot, index) => [slot, lines[index]?.receiver.track]);
    this.#options.onTracks(Object.fromEntries(tracks) as ReceiverTracks);
  }
}

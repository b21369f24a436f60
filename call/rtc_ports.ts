// WebRTC, as the few parts of its interfaces that a call needs. call/browser/ implements them, tests fake them.
import type { IceServer } from "../protocol/signals.ts";
import type { Slot } from "../protocol/slots.ts";

/** The part of `RTCRtpSender` that is used. */
export interface SenderLike {
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  setStreams(...streams: MediaStream[]): void;
  getParameters(): RTCRtpSendParameters;
  setParameters(parameters: RTCRtpSendParameters): Promise<void>;
}

/** The part of `RTCRtpReceiver` that is used. */
export interface ReceiverLike {
  readonly track: MediaStreamTrack;
  getSynchronizationSources(): Pick<
    RTCRtpSynchronizationSource,
    "audioLevel" | "rtpTimestamp"
  >[];
}

/** The part of `RTCDataChannel` that is used. */
export interface ChannelLike {
  readonly label: string;
  readonly readyState: RTCDataChannelState;
  /** How binary messages arrive. */
  binaryType: BinaryType;
  /** `onbufferedamountlow` is called when `bufferedAmount` falls to this. */
  bufferedAmountLowThreshold: number;
  onopen: ((event: Event) => void) | null;
  onclose: ((event: Event) => void) | null;
  onbufferedamountlow: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  send(text: string): void;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** The part of `RTCRtpTransceiver` that is used. */
export interface TransceiverLike {
  /** Of its media line (RFC 9143); null before there is a description with it. */
  readonly mid: string | null;
  readonly sender: SenderLike;
  readonly receiver: ReceiverLike;
  direction: RTCRtpTransceiverDirection;
}

/** The part of `RTCPeerConnection` that is used. */
export interface PeerLike {
  readonly signalingState: RTCSignalingState;
  readonly connectionState: RTCPeerConnectionState;
  readonly localDescription: { readonly sdp: string } | null;
  readonly remoteDescription: { readonly sdp: string } | null;
  onnegotiationneeded: ((event: Event) => void) | null;
  onicecandidate: ((event: RTCPeerConnectionIceEvent) => void) | null;
  /** A STUN or TURN server could not be reached. */
  onicecandidateerror: ((event: RTCPeerConnectionIceErrorEvent) => void) | null;
  onconnectionstatechange: ((event: Event) => void) | null;
  /** The other end has made a channel that was not negotiated beforehand. */
  ondatachannel: ((event: RTCDataChannelEvent) => void) | null;
  addTransceiver(
    trackOrKind: MediaStreamTrack | "audio" | "video",
    init?: RTCRtpTransceiverInit,
  ): TransceiverLike;
  getTransceivers(): TransceiverLike[];
  createDataChannel(label: string, options?: RTCDataChannelInit): ChannelLike;
  getConfiguration(): RTCConfiguration;
  setConfiguration(configuration: RTCConfiguration): void;
  setLocalDescription(): Promise<void>;
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>;
  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void>;
  restartIce(): void;
  getStats(): Promise<RTCStatsReport>;
  close(): void;
}

/** What a connection is made for. */
export interface PeerChoice {
  /** It uses no other path than one through a relay. */
  relayOnly?: boolean;
  /** The network has perhaps just changed: it asks for itself which there are. */
  afterChange?: boolean;
}

/** With what frames are encrypted, and in whose name. */
export interface FrameKey {
  room: string;
  /** The room's key from the link. */
  key: string;
  /** Own member id. */
  self: string;
}

/** Encrypts what this page sends, and decrypts what others send, frame by frame. */
export interface FrameEncryption {
  /** Once for each sender, before anything is sent. */
  protectSender(sender: SenderLike, line: { slot: Slot; kind: "audio" | "video" }): void;
  /** The receiver brings this member's slot from now on; it may have brought another one. */
  protectReceiver(receiver: ReceiverLike, from: { member: string; slot: Slot }): void;
  /** Nothing passes any more. */
  close(): void;
  /** What encrypts and decrypts has failed, and nothing passes. */
  onFailed?: () => void;
}

/** Makes connections and the empty streams whose ids pair sound with picture. */
export interface Rtc {
  /** Whether there are any: some browsers have none, or were told to have none. */
  readonly supported: boolean;
  /** All connections made from now on use one key, so that a page has one fingerprint. */
  readonly ready: Promise<void>;
  makePeer(ice: readonly IceServer[], options?: PeerChoice): PeerLike;
  makeStream(): MediaStream;
  /** Fetches what encrypts frames; null where a browser lets nobody do so. */
  readonly loadFrames: (() => Promise<(key: FrameKey) => FrameEncryption>) | null;
}

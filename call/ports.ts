// The browser, as the few small interfaces a call needs. call/browser/ implements them, tests fake them.
import type { ReadonlySignal } from "@preact/signals-core";
import type { ErrorCode } from "../protocol/errors.ts";
import type { NoticeName, Notices, RequestName, Requests } from "../protocol/events.ts";
import type { IceServer } from "../protocol/shapes.ts";

/** The server's error codes, and the two that a client finds by itself. */
export type Failure = ErrorCode | "offline" | "timeout";

/** What became of a request. Expected failures are values, never exceptions. */
export type Outcome<T> = ({ ok: true } & T) | { ok: false; error: Failure };

/** The signaling connection. It reconnects by itself, for ever, until closed. */
export interface Wire {
  /** Whether the server can be reached right now. */
  readonly connected: ReadonlySignal<boolean>;
  connect(): void;
  /** Something may have changed: makes sure soon that the server is there, or dials at once. */
  check(): void;
  /** Sends one event and waits for its acknowledgement; "offline" at once while disconnected. */
  request<E extends RequestName>(
    event: E,
    payload: Requests[E]["payload"],
  ): Promise<Outcome<Requests[E]["reply"]>>;
  onNotice<E extends NoticeName>(event: E, listener: (payload: Notices[E]) => void): void;
  close(): void;
}

/** The part of `RTCRtpSender` that is used. */
export interface SenderLike {
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  setStreams(...streams: MediaStream[]): void;
  getParameters(): RTCRtpSendParameters;
  setParameters(parameters: RTCRtpSendParameters): Promise<void>;
}

/** The part of `RTCRtpTransceiver` that is used. */
export interface TransceiverLike {
  readonly sender: SenderLike;
  readonly receiver: { readonly track: MediaStreamTrack };
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
  onconnectionstatechange: ((event: Event) => void) | null;
  addTransceiver(
    trackOrKind: MediaStreamTrack | "audio" | "video",
    init?: RTCRtpTransceiverInit,
  ): TransceiverLike;
  getTransceivers(): TransceiverLike[];
  setLocalDescription(): Promise<void>;
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>;
  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void>;
  restartIce(): void;
  getStats(): Promise<RTCStatsReport>;
  close(): void;
}

/** Makes connections and the empty streams whose ids pair sound with picture. */
export interface Rtc {
  makePeer(ice: readonly IceServer[]): PeerLike;
  makeStream(): MediaStream;
}

/** A device one can choose. */
export interface DeviceChoice {
  id: string;
  /** Empty until the browser was given permission. */
  label: string;
}

export type DeviceKind = "mic" | "camera" | "speaker";

/** Camera, microphone and screen. `open` and `openScreen` throw what `getUserMedia` throws. */
export interface Devices {
  /** Opens the chosen device, or the default one if no id is given. */
  open(kind: "mic" | "camera", deviceId?: string): Promise<MediaStreamTrack>;
  openScreen(): Promise<{ video: MediaStreamTrack; audio: MediaStreamTrack | null }>;
  /** What the browser already decided about asking for this device. */
  permission(kind: "mic" | "camera"): Promise<PermissionState>;
  list(): Promise<Record<DeviceKind, DeviceChoice[]>>;
  onChange(listener: () => void): void;
  /** False where a page may not ask at all: plain http away from localhost, or no WebRTC. */
  readonly support: "ok" | "insecure" | "unsupported";
  readonly canShareScreen: boolean;
}

/** What this browser remembers: `page` until the tab closes, `browser` for good. */
export interface Store {
  get(area: "page" | "browser", key: string): string | null;
  set(area: "page" | "browser", key: string, value: string): void;
  remove(area: "page" | "browser", key: string): void;
}

/** Time and chance, so that tests own both. */
export interface Clock {
  now(): number;
  after(ms: number, run: () => void): () => void;
  uuid(): string;
  /** From 0 up to 1. */
  random(): number;
}

/** What happens to the page itself. */
export interface Page {
  /** The page is closing or being reloaded. */
  onClosing(listener: () => void): void;
  /** It may have slept, or the network may have changed: what was true before need not be now. */
  onAwake(listener: () => void): void;
}

/** Everything a call needs from the outside. */
export interface Ports {
  wire: Wire;
  rtc: Rtc;
  devices: Devices;
  store: Store;
  clock: Clock;
  page: Page;
  /** Unexpected errors end here, once each. */
  onError(error: unknown): void;
}

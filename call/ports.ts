// The browser, as the few small interfaces a call needs. call/browser/ implements them, tests fake them.
import type { ConnectionProblem } from "./signaling_client/connection_problem.ts";
import type { ReadonlySignal } from "@preact/signals-core";
import type { ErrorCode } from "../protocol/errors.ts";
import type {
  RequestName,
  Requests,
  ServerEventName,
  ServerEventPayloads,
} from "../protocol/events.ts";
import type { FilePorts } from "./files/file_ports.ts";
import type { RecordingPort } from "./recording/recording_port.ts";
import type { Rtc } from "./rtc_ports.ts";
import type { Sound } from "./notifications/sound_limiter.ts";

/** The server's error codes, and those that a client finds by itself. */
export type Failure = ErrorCode | "offline" | "timeout" | "turned-away" | "page-incomplete";

/** What became of a request. Expected failures are values, never exceptions. */
export type Outcome<T> = ({ ok: true } & T) | { ok: false; error: Failure };

/** The signaling connection. It reconnects by itself, for ever, until closed. */
export interface SignalingClient {
  /** Whether the server can be reached right now. */
  readonly connected: ReadonlySignal<boolean>;
  /** The server was there at the last attempt, and refused this page for its version. */
  readonly outdated: ReadonlySignal<boolean>;
  /** Why not, once that has lasted for some seconds. */
  readonly problem: ReadonlySignal<ConnectionProblem | null>;
  connect(): void;
  /** Something has changed: makes sure soon that the server is there, or dials at once. */
  check(): void;
  /** Nothing comes from others: makes sure soon that the server is there; sooner if that is sure. */
  suspect(sure?: boolean): void;
  /** Sends one event and waits for its acknowledgement; "offline" at once while disconnected. */
  request<E extends RequestName>(
    event: E,
    payload: Requests[E]["payload"],
  ): Promise<Outcome<Requests[E]["reply"]>>;
  /**
   * Sends one event without asking for an acknowledgement, which saves the server a packet: for what
   * the addressee acknowledges itself. The event is lost while disconnected.
   */
  send<E extends RequestName>(event: E, payload: Requests[E]["payload"]): void;
  /** Each event has one listener. The answer removes it; so do all the answers below. */
  onEvent<E extends ServerEventName>(
    event: E,
    listener: (payload: ServerEventPayloads[E]) => void,
  ): () => void;
  close(): void;
}

/** A device one can choose. */
export interface DeviceChoice {
  id: string;
  /** Empty until the browser was given permission. */
  label: string;
}

export type DeviceKind = "mic" | "camera" | "speaker";

/** How a device is opened. */
export interface OpenOptions {
  /** The chosen one; the default one if absent. */
  deviceId?: string;
  /** Microphone: let the browser take noise out of the voice. */
  noise?: boolean;
  /** … or change nothing of it at all: no echo, noise or gain is dealt with, and it is stereo. */
  music?: boolean;
  /** Camera: the one that looks this way, on devices that have several. */
  facing?: Facing;
}

/** Which way a camera looks: at the person, or away. */
export type Facing = "user" | "environment";

/** Camera, microphone and screen. `open` and `openScreen` throw what `getUserMedia` throws. */
export interface Devices {
  open(kind: "mic" | "camera", options?: OpenOptions): Promise<MediaStreamTrack>;
  openScreen(): Promise<{ video: MediaStreamTrack; audio: MediaStreamTrack | null }>;
  /** What the browser already decided about asking for this device. */
  permission(kind: "mic" | "camera"): Promise<PermissionState>;
  list(): Promise<Record<DeviceKind, DeviceChoice[]>>;
  onChange(listener: () => void): () => void;
  /** The person, or the system, changed what this page may use. */
  onPermission(listener: () => void): () => void;
  /** False where a page may not ask at all: plain http away from localhost, or no WebRTC. */
  readonly support: "ok" | "insecure" | "unsupported";
  readonly canShareScreen: boolean;
  /** Whether a page may choose where sound comes out. */
  readonly canChooseSpeaker: boolean;
}

/** What this browser remembers: `page` until the tab closes, `browser` for good. */
export interface Store {
  get(area: "page" | "browser", key: string): string | null;
  set(area: "page" | "browser", key: string, value: string): void;
  remove(area: "page" | "browser", key: string): void;
  /** Everything that is kept there. */
  names(area: "page" | "browser"): readonly string[];
}

/** What cryptography a page may use. */
export interface Secrets {
  /** Null where a page may not: on plain http away from localhost. */
  readonly subtle: SubtleCrypto | null;
  /** So many bytes that nobody can guess. */
  random(bytes: number): Uint8Array<ArrayBuffer>;
}

/** Time and chance, so that tests own both. */
export interface Clock {
  /**
   * The date, in milliseconds since 1970: for stamps alone. People and networks set it, back and
   * forth, by hours.
   */
  now(): number;
  /** Milliseconds since some moment, never set: for whatever lasts or waits. */
  steady(): number;
  after(ms: number, run: () => void): () => void;
  uuid(): string;
  /** From 0 up to 1. */
  random(): number;
}

/** Measures how loud a track is, whether or not others hear it. */
export interface Meter {
  /** Amplitude of this moment (root mean square), 0 to 1. */
  level(): number;
  /** False while the browser holds its audio back: then the level says nothing. */
  readonly running: boolean;
  close(): void;
}

/** Measuring and playing of sound beside the call. */
export interface AudioPort {
  meter(track: MediaStreamTrack): Meter;
  /** Plays one of our own sounds, on the chosen speaker where that is possible. */
  play(sound: Sound, speaker?: string): void;
  /** A press of the person: browsers that held audio back let it go now. */
  resume(): void;
}

/** Records tracks for so many milliseconds; null where that cannot be done. */
export type Recorder = (tracks: readonly MediaStreamTrack[], ms: number) => Promise<Blob | null>;

/** What hardware and system offer for a running call (W3C mediasession). */
export interface MediaKeys {
  mic(): void;
  camera(): void;
  hangUp(): void;
}

/** How busy a computer is; from "serious" on it is too hot or too slow for long. */
export type Pressure = "nominal" | "fair" | "serious" | "critical";

/** What happens to the page itself, and what a call asks of it. */
export interface PagePort {
  /** The page is closing or being reloaded. */
  onClosing(listener: () => void): () => void;
  /** It was closed, kept by the browser, and is shown again (a way back in the history). */
  onRevived(listener: () => void): () => void;
  /** The browser stops it, to save power or memory (W3C page-lifecycle). */
  onFrozen(listener: () => void): () => void;
  /** The person presses something, with a finger, a mouse or a key. */
  onInput(listener: () => void): () => void;
  /** Whether it was loaded as a reload of the one before. */
  readonly isReload: boolean;
  /** It may have slept, or the network may have changed: what was true before need not be now. */
  onAwake(listener: () => void): () => void;
  /** What stands behind the "#" of its address, with it; setting it makes no step to go back. */
  fragment: string;
  /** Whether anybody can see it. */
  readonly visible: boolean;
  /** That has changed. */
  onVisible(listener: () => void): () => void;
  /** Device pixels in a CSS pixel of it. */
  readonly pixelRatio: number;
  /** The kind of network that it uses: "wifi", "cellular", …; "unknown" where browsers do not say it. */
  readonly network: string;
  /** How busy this computer is, with other programs, too; null where browsers do not say it. */
  readonly pressure: Pressure | null;
  /** Keeps the screen from going dark, or stops to. A refusal is silent. */
  keepAwake(on: boolean): void;
  /** Asks before the page is closed by mistake, or stops to. */
  guard(on: boolean): void;
  /** Lets keys of headsets and keyboards, and the system's call panel, work; null takes them away. */
  mediaKeys(keys: MediaKeys | null): void;
  /** Loads the page anew, without asking. */
  reload(): void;
  /** Tells the system's call panel what is on. */
  showMedia(on: { mic: boolean; camera: boolean }): void;
}

/** Everything a call needs from the outside. */
export interface Ports {
  signaling: SignalingClient;
  rtc: Rtc;
  devices: Devices;
  store: Store;
  clock: Clock;
  secrets: Secrets;
  page: PagePort;
  audio: AudioPort;
  /** What sharing files needs; fetched when somebody shares one. */
  files(): Promise<FilePorts>;
  recording: RecordingPort;
  /** Unexpected errors end here, once each. */
  onError(error: unknown): void;
}

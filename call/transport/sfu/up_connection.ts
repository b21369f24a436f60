// What this page sends to an SFU: one connection with the four slots, each picture in several sizes.
import { type Slot, SLOT_KIND, SLOTS } from "../../../protocol/slots.ts";
import type { Clock } from "../../ports.ts";
import type { PeerLike, SenderLike, TransceiverLike } from "../../rtc_ports.ts";
import type { MeshTools } from "../mesh/mesh_tools.ts";
import { LAYER_RATES, SCREEN_RATE } from "./layer_choice.ts";
import type { LocalTracks } from "../tracks.ts";
import { watchConnection } from "./watch_connection.ts";

/** The offer waits so long for candidates; an SFU learns of later ones by their packets, in milliseconds. */
const GATHER_MS = 400;

/** The layers of a camera, smallest first, as the SFU is told of them: "l", "m", "h". */
const CAMERA: readonly RTCRtpEncodingParameters[] = [
  { rid: "l", scaleResolutionDownBy: 4, maxBitrate: LAYER_RATES[0] },
  { rid: "m", scaleResolutionDownBy: 2, maxBitrate: LAYER_RATES[1] },
  { rid: "h", scaleResolutionDownBy: 1, maxBitrate: LAYER_RATES[2] },
];
const SCREEN: readonly RTCRtpEncodingParameters[] = [{ maxBitrate: SCREEN_RATE }];
/** A screen below this is of no use, in bit/s. */
const LEAST_SCREEN = 50_000;

export interface UpConnectionOptions {
  pc: PeerLike;
  clock: Pick<Clock, "after">;
  tools: Pick<MeshTools, "statsTotalsOf">;
  tracks(): LocalTracks;
  /** Whether this page sends as little as a talk needs. */
  saves(): boolean;
  /** The most that pictures may take together, in bit/s. */
  most(): number;
  /** A line was made, and nothing was sent over it. */
  onSender(sender: SenderLike, line: { slot: Slot; kind: "audio" | "video" }): void;
  onOffer(sdp: string): void;
  /** It does not come about, or is down. */
  onFailed(): void;
  onError(error: unknown): void;
}

/** One connection, from its offer until `close`. */
export class UpConnection {
  readonly #options: UpConnectionOptions;
  readonly #lines: Readonly<Record<Slot, TransceiverLike>>;
  #gathered: () => void = () => {};
  readonly #stopWatching: () => void;
  #isClosed = false;

  constructor(options: UpConnectionOptions) {
    this.#options = options;
    const { pc, tracks, onSender } = options;
    const now = tracks();
    const lines = SLOTS.map((slot) => {
      const line = pc.addTransceiver(now[slot] ?? SLOT_KIND[slot], {
        direction: "sendonly",
        ...(slot === "camera" ? { sendEncodings: CAMERA.map((one) => ({ ...one })) } : {}),
        ...(slot === "screen" ? { sendEncodings: SCREEN.map((one) => ({ ...one })) } : {}),
      });
      onSender(line.sender, { slot, kind: SLOT_KIND[slot] });
      return [slot, line] as const;
    });
    this.#lines = Object.fromEntries(lines) as Record<Slot, TransceiverLike>;
    pc.onicecandidate = ({ candidate }) => candidate === null && this.#gathered();
    this.#stopWatching = watchConnection(pc, {
      clock: options.clock,
      onFailed: () => this.#fail(),
    });
    this.#offer().catch((error) => this.#isClosed || (options.onError(error), this.#fail()));
  }

  get isUp(): boolean {
    return this.#options.pc.connectionState === "connected";
  }

  /** The SFU's answer. */
  async answer(sdp: string): Promise<void> {
    if (this.#isClosed) return;
    await this.#options.pc.setRemoteDescription({ type: "answer", sdp });
    await this.limit();
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    const { onError, most } = this.#options;
    this.#lines[slot].sender.replaceTrack(track).catch((error) => this.#isClosed || onError(error));
    if (most() !== Infinity) void this.limit(); // a screen and a camera share it
  }

  /** A page that saves data sends its smallest camera alone; a limit leaves as many layers as fit. */
  async limit(): Promise<void> {
    const { most, saves, tracks } = this.#options;
    const isShared = tracks().screen !== null;
    const screen = Math.min(SCREEN_RATE, isShared ? 0.6 * most() : SCREEN_RATE);
    const camera = saves() ? LAYER_RATES[0] : Infinity;
    let left = Math.min(camera, isShared ? most() - screen : most());
    await this.#set("camera", (encodings) => {
      if (encodings.length < 2) return false;
      encodings.forEach((encoding, layer) => {
        left -= LAYER_RATES[layer] ?? 0;
        encoding.active = left >= 0;
      });
      return true;
    });
    await this.#set("screen", ([encoding]) => {
      if (encoding === undefined || encoding.maxBitrate === screen) return false;
      Object.assign(encoding, { active: screen >= LEAST_SCREEN, maxBitrate: screen });
      return true;
    });
  }

  async #set(
    slot: "camera" | "screen",
    change: (encodings: RTCRtpEncodingParameters[]) => boolean,
  ): Promise<void> {
    const { sender } = this.#lines[slot];
    const parameters = sender.getParameters();
    try {
      if (change(parameters.encodings ?? [])) await sender.setParameters(parameters);
    } catch (error) {
      if (!this.#isClosed) this.#options.onError(error);
    }
  }

  /** Over its path, headers included; 0 where that is not known. */
  async bytesSent(): Promise<number> {
    const report = await this.#options.pc.getStats().catch(() => null); // closed meanwhile
    return this.#options.tools.statsTotalsOf(report?.values() ?? [], { mic: null, camera: null })
      .up;
  }

  close(): void {
    this.#isClosed = true;
    this.#stopWatching();
    const { pc } = this.#options;
    pc.onicecandidate = null;
    pc.close();
  }

  async #offer(): Promise<void> {
    const { pc, clock, onOffer } = this.#options;
    const gathered = new Promise<void>((done) => {
      this.#gathered = done;
      clock.after(GATHER_MS, done);
    });
    await pc.setLocalDescription();
    await gathered;
    const { sdp = "" } = pc.localDescription ?? {};
    if (!this.#isClosed) onOffer(sdp);
  }

  #fail(): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onFailed();
  }
}

// What this page receives from an SFU: one connection with a line for each track of everybody else.
import { type Slot, SLOTS } from "../../../protocol/slots.ts";
import type { ReceivedTrack } from "../../../protocol/sfu.ts";
import type { Clock } from "../../ports.ts";
import type { PeerLike, ReceiverLike } from "../../rtc_ports.ts";
import type { RemoteTracks } from "../tracks.ts";
import { watchConnection } from "./watch_connection.ts";

/** The receivers of one member. */
export type MemberLines = Partial<Record<Slot, ReceiverLike>>;

/** An offer of the SFU. */
export interface DownOffer {
  n: number;
  sdp: string;
  tracks: readonly ReceivedTrack[];
}

export interface DownConnectionOptions {
  pc: PeerLike;
  clock: Pick<Clock, "after">;
  /** A line brings this track from now on; nothing of it has been played. */
  onReceiver(receiver: ReceiverLike, track: ReceivedTrack): void;
  onAnswer(n: number, sdp: string): void;
  /** The lines of the members are others. */
  onLines(lines: ReadonlyMap<string, MemberLines>): void;
  onFailed(): void;
  onError(error: unknown): void;
}

/** One connection, from the SFU's first offer until `close`. Offers are answered one after the other. */
export class DownConnection {
  readonly #options: DownConnectionOptions;
  #done: Promise<void> = Promise.resolve();
  readonly #stopWatching: () => void;
  #isClosed = false;

  constructor(options: DownConnectionOptions) {
    this.#options = options;
    const { pc, clock } = options;
    this.#stopWatching = watchConnection(pc, { clock, onFailed: () => this.#fail() });
  }

  get isUp(): boolean {
    return this.#options.pc.connectionState === "connected";
  }

  take(offer: DownOffer): void {
    this.#done = this.#done.then(() => this.#answer(offer)).catch((error) => {
      if (this.#isClosed) return;
      this.#options.onError(error);
      this.#fail();
    });
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#options.pc.getStats();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopWatching();
    this.#options.pc.close();
  }

  async #answer({ n, sdp, tracks }: DownOffer): Promise<void> {
    if (this.#isClosed) return;
    const { pc, onReceiver, onAnswer, onLines } = this.#options;
    await pc.setRemoteDescription({ type: "offer", sdp });
    const receivers = new Map(pc.getTransceivers().map(({ mid, receiver }) => [mid, receiver]));
    const lines = new Map<string, MemberLines>();
    for (const track of tracks) {
      const receiver = receivers.get(track.mid);
      if (receiver === undefined) continue;
      onReceiver(receiver, track);
      lines.set(track.member, { ...lines.get(track.member), [track.slot]: receiver });
    }
    await pc.setLocalDescription();
    if (this.#isClosed) return;
    onAnswer(n, pc.localDescription?.sdp ?? "");
    onLines(lines);
  }

  #fail(): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onFailed();
  }
}

/** What comes of a member; null in slots that the SFU does not bring. */
export function tracksOf(lines: MemberLines): RemoteTracks {
  const tracks = SLOTS.map((slot) => [slot, lines[slot]?.track ?? null]);
  return Object.fromEntries(tracks) as RemoteTracks;
}

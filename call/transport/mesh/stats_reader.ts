// Reads the statistics of one connection, and how loud its voice is.
import type { Slot } from "../../../protocol/slots.ts";
import type { PeerLike, TransceiverLike } from "../../rtc_ports.ts";
import { LevelReader } from "../monitor/audio_level.ts";
import { type StatsTotals, statsTotalsOf } from "../monitor/network_quality.ts";

/** Knows the level of the last look. */
export class StatsReader {
  readonly #pc: Pick<PeerLike, "getStats">;
  readonly #levels = new LevelReader();
  #level = 0;

  constructor(pc: Pick<PeerLike, "getStats">) {
    this.#pc = pc;
  }

  /** How loud the other side's microphone was at the last look: an amplitude from 0 to 1. */
  get level(): number {
    return this.#level;
  }

  /** Everything that the browser counts. */
  report(): Promise<RTCStatsReport> {
    return this.#pc.getStats();
  }

  /** What the statistics count: one look at everything. */
  async totals(lines: Readonly<Record<Slot, TransceiverLike>> | null): Promise<StatsTotals> {
    const { mic, camera } = lines ?? {};
    const totals = statsTotalsOf((await this.report()).values(), {
      mic: mic?.receiver.track.id ?? null,
      camera: camera?.receiver.track.id ?? null,
    });
    this.#level = this.#levels.read(totals.voice, mic?.receiver ?? null);
    return totals;
  }
}

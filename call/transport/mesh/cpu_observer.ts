// Reads out of the statistics of all connections whether this computer keeps up.
import type { StatsEntry } from "../monitor/network_quality.ts";
import type { Pressure } from "../../ports.ts";
import type { CpuReading } from "./cpu_controller.ts";

/** Measurements that are older say nothing of the present, in milliseconds. */
const OLD_MS = 6_000;
/** Fewer frames prove nothing. */
const FEW = 20;
/** Share of the frames that came and were not shown, because decoding did not keep up. */
const DROPPED = { strained: 0.2, calm: 0.05 };
/** What one frame takes to encode, in milliseconds. */
const ENCODING = { strained: 45, calm: 25 };

/** Frames of one connection, so far or since the look before. */
interface Work {
  shown: number;
  dropped: number;
  encoded: number;
  encodeMs: number;
}

interface Look {
  at: number;
  counted: Work;
  /** The browser itself sends less of a picture because the computer does not keep up. */
  isLimited: boolean;
  /** Null before the second look. */
  done: Work | null;
}

/** Takes the statistics of each connection as they come. */
export class CpuObserver {
  readonly #looks = new Map<string, Look>();

  note(id: string, entries: readonly StatsEntry[], now: number): void {
    const counted = workIn(entries);
    const before = this.#looks.get(id)?.counted;
    const isLimited = entries.some((entry) => entry.qualityLimitationReason === "cpu");
    const done = before ? difference(before, counted) : null;
    this.#looks.set(id, { at: now, counted, isLimited, done });
  }

  forget(id: string): void {
    this.#looks.delete(id);
  }

  read(now: number): CpuReading {
    const fresh = [...this.#looks.values()].filter(({ at }) => now - at <= OLD_MS);
    const sum = (key: keyof Work) =>
      fresh.reduce((total, { done }) => total + (done?.[key] ?? 0), 0);
    const frames = sum("shown") + sum("dropped");
    const dropped = frames < FEW ? 0 : sum("dropped") / frames;
    const encoding = sum("encoded") < FEW ? 0 : sum("encodeMs") / sum("encoded");
    const isLimited = fresh.some((look) => look.isLimited);
    return {
      now,
      isStrained: isLimited || dropped >= DROPPED.strained || encoding >= ENCODING.strained,
      isCalm: !isLimited && dropped <= DROPPED.calm && encoding <= ENCODING.calm,
    };
  }
}

/**
 * The same with what the browser says of the whole computer: "critical" is too much, whoever causes it;
 * at "serious" there is no room for more.
 */
export function pressedBy(pressure: Pressure | null, reading: CpuReading): CpuReading {
  const isBusy = pressure === "serious" || pressure === "critical";
  return {
    ...reading,
    isStrained: reading.isStrained || pressure === "critical",
    isCalm: reading.isCalm && !isBusy,
  };
}

function workIn(entries: readonly StatsEntry[]): Work {
  const sum = (of: (entry: StatsEntry) => number | undefined) =>
    entries.reduce((total, entry) => total + (of(entry) ?? 0), 0);
  return {
    shown: sum(({ framesDecoded }) => framesDecoded),
    dropped: sum(({ framesDropped }) => framesDropped),
    encoded: sum(({ framesEncoded }) => framesEncoded),
    encodeMs: 1_000 * sum(({ totalEncodeTime }) => totalEncodeTime),
  };
}

/** Null where counting began anew, as with another codec. */
function difference(before: Work, now: Work): Work | null {
  if (now.encoded < before.encoded || now.shown < before.shown) return null;
  return {
    shown: now.shown - before.shown,
    dropped: Math.max(0, now.dropped - before.dropped),
    encoded: now.encoded - before.encoded,
    encodeMs: now.encodeMs - before.encodeMs,
  };
}

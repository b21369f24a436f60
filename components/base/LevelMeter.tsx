// How loud the own microphone is, as a bar that moves.
import type { ReadonlySignal } from "@preact/signals";
import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { T } from "@/i18n/messages.ts";

/** Quieter than this is empty, louder than the other is full, in dBFS. */
const QUIETEST = -60;
const LOUDEST = -10;

/** Share of the bar for an amplitude between 0 and 1. */
function shareOf(amplitude: number): number {
  const db = 20 * Math.log10(Math.max(amplitude, 1e-6));
  return Math.min(1, Math.max(0, (db - QUIETEST) / (LOUDEST - QUIETEST)));
}

/** Writes to its element directly: ten times a second is too often to render. */
export function LevelMeter({ level, t }: { level: ReadonlySignal<number>; t: T }) {
  const meter = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const share = shareOf(level.value);
    meter.current?.style.setProperty("--level", share.toFixed(2));
    meter.current?.setAttribute("aria-valuenow", String(Math.round(share * 100)));
  });
  return (
    <div
      ref={meter}
      class="meter"
      role="meter"
      aria-label={t("device.level")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      <span class="meter-fill" />
    </div>
  );
}

// How busy the processors of this computer are, where a browser says so (W3C compute-pressure: Chromium).
import type { Pressure } from "../ports.ts";

const STATES = ["nominal", "fair", "serious", "critical"] as const satisfies readonly Pressure[];
/** Between two reports, in milliseconds. */
const EVERY_MS = 2_000;

interface Observer {
  observe(source: "cpu", options: { sampleInterval: number }): Promise<void>;
}
type MakeObserver = new (
  hear: (records: readonly { readonly state: string }[]) => void,
) => Observer;

let state: Pressure | null = null;
let isAsked = false;

/** The newest report; null while there is none, and where browsers tell nobody. The first call begins it. */
export function cpuPressure(): Pressure | null {
  if (!isAsked) {
    isAsked = true;
    begin();
  }
  return state;
}

function begin(): void {
  const { PressureObserver } = globalThis as { PressureObserver?: MakeObserver };
  if (PressureObserver === undefined) return;
  const observer = new PressureObserver((records) => {
    const newest = records.at(-1)?.state;
    state = STATES.find((known) => known === newest) ?? null;
  });
  observer.observe("cpu", { sampleInterval: EVERY_MS }).catch(() => state = null); // not allowed here
}

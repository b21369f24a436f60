// The two clocks of this browser, its alarms and its chance.
import type { Clock } from "../ports.ts";

export const browserClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  // randomUUID needs a secure context; a page on plain http can still chat.
  uuid: () => crypto.randomUUID?.() ?? hex(crypto.getRandomValues(new Uint8Array(16))),
};

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

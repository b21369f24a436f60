// All ports of this browser together: what a call is given on a real page.
import type { Clock, Ports } from "../ports.ts";
import { browserAudio } from "./audio.ts";
import { browserDevices } from "./devices.ts";
import { browserPage } from "./page.ts";
import { browserRtc } from "./rtc.ts";
import { browserStore } from "./store.ts";
import { browserWire } from "./wire.ts";

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  // randomUUID needs a secure context; a page on plain http can still chat.
  random: () => Math.random(),
  uuid: () => crypto.randomUUID?.() ?? hex(crypto.getRandomValues(new Uint8Array(16))),
};

const onError = (error: unknown) => console.error(error);

/** Everything a `Session` needs, once per page. */
export function browserPorts(): Ports {
  return {
    wire: browserWire(clock, onError),
    rtc: browserRtc(),
    devices: browserDevices,
    store: browserStore(),
    clock,
    secrets: {
      subtle: crypto.subtle ?? null,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    },
    page: browserPage,
    audio: browserAudio(),
    onError,
  };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

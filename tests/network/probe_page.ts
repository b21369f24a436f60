// Runs in a page under test: the product's own probe of relays, for a test to call.
import { browserRtc } from "@/call/browser/rtc.ts";
import { probeTurnServers, type TurnProbeResult } from "@/call/connection_test/turn_probe.ts";
import type { IceServer } from "@/protocol/signals.ts";

declare global {
  var __probeRelays: (servers: readonly IceServer[]) => Promise<TurnProbeResult[]>;
}

const clock = {
  steady: () => performance.now(),
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

globalThis.__probeRelays = (servers) => probeTurnServers({ rtc: browserRtc(), clock }, servers);

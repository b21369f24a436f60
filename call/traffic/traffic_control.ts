// What a person allows a call to take of the network, followed by the transport.
import type { Preferences } from "../preferences.ts";
import type { Scope } from "../scope.ts";
import { NO_LIMITS } from "../transport/traffic_limits.ts";
import type { MediaTransport } from "../transport/transport.ts";

export interface TrafficControlOptions {
  scope: Scope;
  preferences: Preferences;
  transport: Pick<MediaTransport, "setLimits">;
}

/** Follows the settings until the scope ends. */
export class TrafficControl {
  constructor({ scope, preferences, transport }: TrafficControlOptions) {
    scope.watch(() => preferences.settings.value.uplinkCap, (kbits) => {
      transport.setLimits({ ...NO_LIMITS, up: kbits === 0 ? Infinity : 1_000 * kbits });
    });
  }
}

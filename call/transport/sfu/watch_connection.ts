// When a connection to an SFU is given up: another one is made then, as an SFU offers no other path.
import type { Clock } from "../../ports.ts";
import type { PeerLike } from "../../rtc_ports.ts";

/** A connection that is down for so long will not come back, in milliseconds. */
const DOWN_MS = 2_000;
/** Nor will one come up that has not after so long. */
const SLOW_MS = 8_000;

/** Calls `onFailed` at most once; the answer ends the watching. */
export function watchConnection(
  pc: PeerLike,
  { clock, onFailed }: { clock: Pick<Clock, "after">; onFailed(): void },
): () => void {
  let cancel = clock.after(SLOW_MS, fail);
  function end(): void {
    cancel();
    pc.onconnectionstatechange = null;
  }
  function fail(): void {
    end();
    onFailed();
  }
  pc.onconnectionstatechange = () => {
    cancel();
    const { connectionState: state } = pc;
    if (state === "failed") fail();
    else if (state === "disconnected") cancel = clock.after(DOWN_MS, fail);
    else if (state !== "connected") cancel = clock.after(SLOW_MS, fail);
  };
  return end;
}

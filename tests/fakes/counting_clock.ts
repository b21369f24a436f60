// A clock that knows how many of its timers are running.
import type { Clock } from "@/call/ports.ts";

/** The same clock, which counts the timers that were started on it and are running. */
export function countingClock(clock: Clock): Clock & { readonly running: number } {
  let running = 0;
  return {
    now: () => clock.now(),
    steady: () => clock.steady(),
    uuid: () => clock.uuid(),
    random: () => clock.random(),
    after: (ms, run) => {
      let isRunning = true;
      const end = () => {
        if (isRunning) running--;
        isRunning = false;
      };
      running++;
      const cancel = clock.after(ms, () => {
        end();
        run();
      });
      return () => {
        end();
        cancel();
      };
    },
    get running() {
      return running;
    },
  };
}

// How fast a server answers while something else happens to it.

/** Asks `/healthz` again and again until stopped; answers every delay in milliseconds. */
export function watchHealth(url: string): { stop(): Promise<number[]> } {
  const delays: number[] = [];
  let running = true;
  const done = (async () => {
    while (running) {
      const start = performance.now();
      await (await fetch(`${url}/healthz`)).text();
      delays.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    stop: async () => {
      running = false;
      await done;
      return delays.sort((a, b) => a - b);
    },
  };
}

/**
 * By how much others keep this machine from answering in time: 1 when there is a core for everybody
 * who wants one. Delays are judged with it, because they are not all the server's.
 */
export function crowding(): number {
  const [load = 0] = Deno.loadavg();
  return Math.max(1, load / navigator.hardwareConcurrency);
}

/** The value that so much of a sorted list does not exceed. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

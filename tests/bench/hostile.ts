// A hundred thousand hostile packets, then histories over HTTP: what falls, leaks, how long others wait.
import { attack, Victim } from "../hostile/attack.ts";
import { attackBesidePeople } from "../hostile/beside_people.ts";
import { quantile, watchHealth } from "../hostile/server_health.ts";

const PACKETS = 100_000;

/** Attacks the signaling in a process of its own and prints what came of it. */
export async function benchHostile(): Promise<void> {
  await using victim = await Victim.start();
  await attack(victim, { packets: 10_000, seed: 1 });
  const before = await victim.feel();
  const health = watchHealth(victim.url);
  const { packets, kinds, survived } = await attack(victim, { packets: PACKETS, seed: 2 });
  const delays = await health.stop();
  const after = await victim.feelUntil(({ heap, connections }) =>
    connections === 0 && heap < before.heap * 1.05
  );
  console.log(`\nHostile: ${packets} packets of ${kinds} kinds`);
  console.log(`- uncaught errors: ${after.uncaught.length}; prototype polluted: ${after.polluted}`);
  console.log(`- connections that had to end and did not: ${survived.length}`);
  console.log(
    `- /healthz ${delays.length} times: median ${quantile(delays, 0.5).toFixed(1)} ms, p99 ` +
      `${quantile(delays, 0.99).toFixed(1)} ms, slowest ${quantile(delays, 1).toFixed(1)} ms`,
  );
  console.log(
    `- heap after collecting garbage: ${mb(before.heap)} → ${mb(after.heap)} MB ` +
      `(${(100 * (after.heap / before.heap - 1)).toFixed(1)} %)`,
  );
}

/** The attacks over HTTP of tests/hostile, each for ten seconds, beside four honest people. */
export async function benchHostileHttp(): Promise<void> {
  console.log("\nHostile over HTTP: p99 of honest people beside each attack");
  const long = { ms: 10_000, longest: Infinity };
  await attackBesidePeople([
    { way: "pipeline", atOnce: 10, ...long },
    { way: "trickle", atOnce: 50, ...long },
    { way: "unread", atOnce: 300, ...long },
    { way: "small", atOnce: 50, ...long },
    { way: "websocket", atOnce: 30, ...long },
    { way: "polling", atOnce: 30, ...long },
  ]);
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}

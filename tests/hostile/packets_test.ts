// Twenty thousand hostile packets against a server of its own process, with witnesses in a room.
import assert from "node:assert/strict";
import { REQUEST_NAMES } from "@/protocol/events.ts";
import { allJunk } from "../signaling/junk.ts";
import { Client } from "../signaling/socket_kit.ts";
import { attack, Victim } from "./attack.ts";
import { quantile, watchHealth } from "./health.ts";

/** Half of them before the heap is measured for the first time: caches and compilers warm up. */
const PACKETS = 22_000;
const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test("every event of the table is attacked with at least 25 wrong shapes", () => {
  const junk = allJunk();
  for (const name of REQUEST_NAMES) {
    assert.ok(junk.filter(({ event }) => event === name).length >= 25, name);
  }
});

Deno.test("20 000 hostile packets: nothing falls, nothing leaks, nobody waits", async () => {
  await using victim = await Victim.start();
  await using bystander = await Victim.start(); // shows what the machine alone does to a server
  using witness = await Client.connect(victim.url, WEBSOCKET);
  using other = await Client.connect(victim.url, WEBSOCKET);
  await witness.join("ala");
  await other.join("ala");
  await witness.hears("room:state", ({ members }) => members.length === 2);
  await attack(victim, { packets: PACKETS / 2, seed: 1 });
  const before = await victim.feel();
  witness.heard.length = other.heard.length = 0;
  const health = watchHealth(victim.url);
  const calmHealth = watchHealth(bystander.url);
  const { packets, kinds, survived } = await attack(victim, { packets: PACKETS / 2, seed: 2 });
  const [delays, calmDelays] = await Promise.all([health.stop(), calmHealth.stop()]);
  const after = await victim.feelUntil(({ heap, sockets }) =>
    sockets === 2 && heap < before.heap * 1.05
  );
  const [p99, calm] = [quantile(delays, 0.99), quantile(calmDelays, 0.99)];
  console.log(
    `twice ${packets} packets of ${kinds} kinds; /healthz ${delays.length} times, p99 ` +
      `${p99.toFixed(1)} ms, of a calm server at the same time ${
        calm.toFixed(1)
      } ms; event loop at ` +
      `most ${after.lag.toFixed(1)} ms late, ${after.busy.toFixed(1)} of them its own; heap ${
        (before.heap / 1e6).toFixed(2)
      } → ` +
      `${(after.heap / 1e6).toFixed(2)} MB; ${after.cut} sockets cut`,
  );
  assert.ok(2 * packets >= PACKETS && kinds >= 100);
  assert.deepEqual(survived, []);
  assert.deepEqual([after.uncaught, after.polluted], [[], false]);
  assert.deepEqual([witness.heard, other.heard], [[], []], "not a byte came into the room");
  assert.ok((await witness.ask("echo:send", { text: "x" })).ok);
  assert.deepEqual([after.rooms, after.members, after.sockets], [1, 2, 2]);
  assert.ok(after.busy < 100, `its own work held everybody up for ${after.busy} ms`);
  assert.ok(p99 < 100 + 2 * calm, `${p99} ms against ${calm} ms`);
  assert.ok(after.heap < before.heap * 1.05, "heap after the attack");
});

// Calls over networks that change, hide people behind NAT, and block.
import assert from "node:assert/strict";
import { enterRoom } from "../browser/harness/actions.ts";
import { everyOrderedPairFlows } from "../browser/harness/media.ts";
import { selectedPairs } from "../browser/harness/path.ts";
import { pause } from "../browser/harness/wait.ts";
import { crowding } from "../hostile/health.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { offeredAt, untilBothFlow, watchOffers } from "./flow.ts";
import { Lab, labMissing } from "./lab.ts";
import { probe, Town } from "./town.ts";

const ignore = (await labMissing() ?? coturnMissing()) !== null;

/** From the second one's press on "join" until both hear and see each other. */
async function call({ people: { a, b } }: Town): Promise<number> {
  await enterRoom(a, "тармак");
  const begun = performance.now();
  await enterRoom(b, "тармак");
  await everyOrderedPairFlows([a, b], { timeout: 60_000 });
  return Math.round(performance.now() - begun);
}

Deno.test({
  name: "network: a new link 0.5 s after the old one died carries the call on",
  ignore,
  fn: async () => {
    await using lab = await Lab.build("cone");
    await using town = await Town.open(lab, { relays: ["udp"] });
    await call(town);
    const { a, b } = town.people;
    await pause(5_000); // a call that has found its pace
    await watchOffers(a, "10.3.0.2");
    await lab.link("first", "down");
    await pause(500);
    await lab.link("second", "up");
    const up = Date.now();
    const ms = await untilBothFlow([a, b]);
    // Chromium on Linux waits two seconds before it believes in a new link; nobody is faster.
    const floor = await offeredAt(a) - up;
    console.log(
      `sound and picture both ways ${ms} ms after the new link was up, ` +
        `${ms - floor} ms after the browser took note of it`,
    );
    assert.ok(
      ms - floor <= 1_500 * crowding(),
      `${ms} ms, of which ${floor} ms were the browser's`,
    );
  },
});

Deno.test({
  name: "network: people behind symmetric NATs talk through the relay",
  ignore,
  fn: async () => {
    await using lab = await Lab.build("symmetric");
    await using town = await Town.open(lab, { relays: ["udp"] });
    const ms = await call(town);
    const [pair] = await selectedPairs(town.people.a);
    console.log(`connected and flowing ${ms} ms after the page was asked for, over ${pair?.local}`);
    assert.ok([pair?.local, pair?.remote].includes("relay"), JSON.stringify(pair));
  },
});

Deno.test({
  name: "network: where UDP is blocked a call goes through the relay over TCP, and the probe knows",
  ignore,
  fn: async () => {
    await using lab = await Lab.build("cone");
    await using town = await Town.open(lab, { relays: ["udp", "tcp"] });
    await lab.blockUdp();
    const ms = await call(town);
    const [pair] = await selectedPairs(town.people.a);
    console.log(`connected and flowing ${ms} ms after the page was asked for, over ${pair?.local}`);
    assert.equal(pair?.local, "relay");
    const reports = await probe(town.people.a, ["udp", "tcp"]);
    assert.deepEqual(reports.map(({ kind, outcome }) => `${kind} ${outcome}`), [
      "udp fails",
      "tcp works",
      "tls not-set",
    ]);
  },
});

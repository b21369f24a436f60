// Computers that sleep in a call, one or both, where the network is another one when they wake.
// SLEEP_S says for how long, where `deno test` runs this file by itself: an hour is 3600.
import assert from "node:assert/strict";
import { tiles } from "../browser/harness/actions.ts";
import { pause, until } from "../browser/harness/wait.ts";
import { crowding } from "../hostile/server_health.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { connect, untilBothFlow } from "./flow.ts";
import { labMissing } from "./ip.ts";
import { type Client, Lab } from "./lab.ts";
import { Town } from "./network_world.ts";

const ignore = (await labMissing() ?? coturnMissing()) !== null;
const SLEEP_MS = 1_000 * Number(Deno.env.get("SLEEP_S") ?? 90);
const BACK_MS = 5_000;
/** What was under way when they fell asleep is read by then. */
const LAST_WORDS_MS = 400;

interface Night {
  sleepers: readonly Client[];
  /** a wakes at its other link. */
  moved?: boolean;
}

const NIGHTS: Readonly<Record<string, Night>> = {
  "one, in another network": { sleepers: ["a"], moved: true },
  "both": { sleepers: ["a", "b"] },
  "both, one in another network": { sleepers: ["a", "b"], moved: true },
};

for (const [who, { sleepers, moved = false }] of Object.entries(NIGHTS)) {
  Deno.test({
    name: `network: a long sleep, and the same call goes on: ${who}`,
    ignore,
    fn: async () => {
      await using lab = await Lab.build();
      await using town = await Town.open(lab, { relays: ["udp"] });
      await connect(town, "уйку");
      const people = Object.values(town.people);
      for (const client of sleepers) await lab.sleep(client, "asleep");
      await pause(SLEEP_MS);
      if (moved) {
        await lab.link("first", "down");
        await lab.link("second", "up");
      }
      for (const client of sleepers) await lab.sleep(client, "awake");
      const awake = performance.now();
      await pause(LAST_WORDS_MS);
      await untilBothFlow(people);
      const ms = Math.round(performance.now() - awake);
      console.log(`sound and picture both ways ${ms} ms after ${SLEEP_MS} ms of sleep (${who})`);
      for (const person of people) {
        await until(() => tiles(person), { what: "two tiles", ok: (list) => list.length === 2 });
      }
      assert.ok(ms <= BACK_MS * crowding(), `${ms} ms`);
    },
  });
}

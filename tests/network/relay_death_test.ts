// The only way of a call is one relay over TLS, and that relay dies: how long nothing comes after it.
import assert from "node:assert/strict";
import { tiles } from "../browser/harness/actions.ts";
import { selectedPairs } from "../browser/harness/path.ts";
import { pause, until } from "../browser/harness/wait.ts";
import { crowding } from "../hostile/server_health.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { connect, untilBothFlow } from "./flow.ts";
import { labMissing } from "./ip.ts";
import { Lab } from "./lab.ts";
import { Town } from "./network_world.ts";

const ignore = (await labMissing() ?? coturnMissing()) !== null;
const BACK_MS = 3_000;
/** For how long there is no relay: a service and a whole machine that are started anew. */
const ABSENCES_S = [0, 18];

Deno.test({
  name: "network: coturn dies in a call that goes over TLS only, and media flow once it is back",
  ignore,
  fn: async () => {
    await using lab = await Lab.build();
    await lab.block("meta l4proto udp", "tcp dport 3478");
    await using town = await Town.open(lab, { relays: ["tls"] });
    await connect(town, "реле");
    const people = Object.values(town.people);
    for (const seconds of ABSENCES_S) {
      await until(() => selectedPairs(town.people.a), {
        what: "a path over TLS",
        ok: ([pair]) => pair?.relay === "tls",
      });
      await town.relay.kill();
      await pause(seconds * 1_000);
      await town.relay.restart();
      const ms = await untilBothFlow(people);
      console.log(`sound and picture both ways ${ms} ms after coturn was back (${seconds} s away)`);
      for (const person of people) {
        await until(() => tiles(person), { what: "two tiles", ok: (list) => list.length === 2 });
      }
      assert.ok(ms <= BACK_MS * crowding(), `${seconds} s away: ${ms} ms`);
    }
  },
});

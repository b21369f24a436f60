// The product's own TURN server in a network with NAT and walls: how fast a call comes about.
import assert from "node:assert/strict";
import { selectedPairs } from "../browser/harness/path.ts";
import { until } from "../browser/harness/wait.ts";
import { crowding } from "../hostile/server_health.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { connect } from "./flow.ts";
import { labMissing } from "./ip.ts";
import { Lab } from "./lab.ts";
import { Town } from "./network_world.ts";

const ignore = (await labMissing() ?? coturnMissing()) !== null;
/** What stands in the way, how long a call may take then, and over what it goes. */
const WALLS = [
  { what: "symmetric NAT", blocked: [], ms: 3_000, path: /relay/ },
  { what: "no UDP", blocked: ["meta l4proto udp"], ms: 3_000, path: /^relay \((?:tcp|tls)\)/ },
  {
    what: "only TCP 443",
    blocked: ["meta l4proto udp", 'iifname "lan" tcp dport != 443'],
    ms: 6_000,
    path: /^relay \(tls\)/,
  },
];

Deno.test({
  name:
    "network: the TURN server inside carries a call through symmetric NATs, without UDP, and with port 443 alone",
  ignore,
  fn: async () => {
    await using lab = await Lab.build();
    await using town = await Town.open(lab, { inside: true });
    await connect(town, "ачык"); // pages and scripts come from the cache from now on
    await lab.translate("symmetric");
    for (const { what, blocked, ms, path } of WALLS) {
      await lab.block(...blocked);
      const took = await connect(town, what);
      const [pair] = await until(() => selectedPairs(town.people.a), {
        what: "a path to be chosen",
        ok: ({ length }) => length > 0,
      });
      const way = `${pair?.local}${pair?.relay ? ` (${pair.relay})` : ""} – ${pair?.remote}`;
      console.log(`${what}: both pictures ${took} ms after "join", over ${way}`);
      assert.match(way, path, what);
      assert.ok(took <= ms * crowding(), `${what}: ${took} ms`);
    }
  },
});

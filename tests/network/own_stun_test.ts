// The product's own STUN server in a network with NAT: what Chromium learns from it, and that nobody
// waits for it where its port is closed.
import assert from "node:assert/strict";
import type { ChromiumPerson } from "../browser/harness/chromium.ts";
import { selectedPairs } from "../browser/harness/path.ts";
import { until, untilEqual } from "../browser/harness/wait.ts";
import { crowding } from "../hostile/server_health.ts";
import { coturnMissing } from "../turn/coturn.ts";
import { connect } from "./flow.ts";
import { labMissing } from "./ip.ts";
import { Lab } from "./lab.ts";
import { PORT, Town } from "./network_world.ts";

const ignore = (await labMissing() ?? coturnMissing()) !== null;
/** The router of a, as the world sees it. */
const OUTSIDE = "20.0.0.11";
const CONNECT_MS = 3_000;

/** Where this person's server reflexive candidates were learnt, and what they say. */
function reflexive(person: ChromiumPerson): Promise<string[]> {
  return person.evaluate(async () => {
    const found: string[] = [];
    for (const { pc } of globalThis.__probe?.connections ?? []) {
      for (const stats of (await pc.getStats()).values()) {
        if (stats.type !== "local-candidate" || stats.candidateType !== "srflx") continue;
        found.push(`${stats.url} ${stats.address}`);
      }
    }
    return [...new Set(found)];
  }, null);
}

Deno.test({
  name: "network: the STUN server inside leads two people behind NATs to each other",
  ignore,
  fn: async () => {
    await using lab = await Lab.build();
    await using town = await Town.open(lab, { ownStun: true });
    const ms = await connect(town, "өз");
    await untilEqual(
      () => reflexive(town.people.a),
      [`stun:${lab.server}:${PORT} ${OUTSIDE}`],
      { what: "what the server inside has said" },
    );
    const [pair] = await until(() => selectedPairs(town.people.a), {
      what: "a path",
      ok: ({ length }) => length > 0,
    });
    assert.match(`${pair?.local} ${pair?.remote}`, /(srflx|prflx)/);
    assert.equal(pair?.relay, null);
    console.log(`both pictures ${ms} ms after "join", over ${pair?.local} – ${pair?.remote}`);
  },
});

Deno.test({
  name: "network: where its UDP port is closed nobody waits for it",
  ignore,
  fn: async () => {
    await using lab = await Lab.build();
    await using town = await Town.open(lab, { ownStun: true, relays: ["udp"] });
    const open = await connect(town, "ачык");
    await lab.block(`udp dport ${PORT}`);
    const closed = await connect(town, "жабык");
    const learnt = await reflexive(town.people.a);
    assert.ok(!learnt.some((from) => from.includes(`:${PORT} `)), learnt.join()); // the relay's may
    console.log(`both pictures after ${open} ms with the port open, ${closed} ms with it closed`);
    assert.ok(closed <= CONNECT_MS * crowding(), `${closed} ms`);
  },
});

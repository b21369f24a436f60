// Random histories of hosts, deputies and guests with microphones, cameras and screens, against a reference.
import assert from "node:assert/strict";
import { History } from "./moderation_acts.ts";
import { met } from "./moderation_world.ts";

function play(seed: number, steps: number): void {
  const history = new History(seed);
  for (let step = 0; step < steps && history.hasHosts; step++) {
    try {
      history.step();
    } catch (error) {
      const trace = history.trace.slice(-25).join("\n");
      throw new assert.AssertionError({
        message: `seed ${seed}, step ${step}: ${error}\n${trace}`,
      });
    }
  }
  history.world.directory.close();
}

Deno.test("nobody speaks, shows, moderates or names who may not, and nobody is kept from it who may", () => {
  const seeds = Number(Deno.env.get("MODERATION_SEEDS") ?? 60);
  for (let seed = 1; seed <= seeds; seed++) play(seed, 200);
  for (const [what, { done, refused }] of Object.entries(met)) {
    assert.ok(done > 15 && (what === "restart" || refused > 15), `${what}: ${done}, ${refused}`);
  }
});

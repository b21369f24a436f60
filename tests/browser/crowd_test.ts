// Calls of 2, 4 and 6 people: every picture and every voice arrives at everybody else.
import assert from "node:assert/strict";
import { enterAll, everybodyCounts, tiles } from "./harness/actions.ts";
import { everyOrderedPairFlows, ghosts, negotiations } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";

// Small and slow pictures in small windows: six people are thirty encoders and thirty decoders on
// two cores without a graphics card.
const stage = setStage({ fakeDevice: "fps=5" });
const VIEWPORT = { width: 360, height: 320 };

for (const count of [2, 4, 6]) {
  Deno.test(
    `${count} people see and hear each other, with one negotiation a pair`,
    stage.scene(async (scene) => {
      const people = await enterAll(scene, count, {
        viewport: VIEWPORT,
        lightDevices: true,
      });
      await everybodyCounts(people, count);
      await everyOrderedPairFlows(people, { timeout: 120_000 });
      for (const person of people) {
        const shown = await tiles(person); // a small window shows four at a time
        assert.equal(new Set(shown).size, Math.min(count, 4), shown.join());
        const { connections, localOffers, localAnswers, rollbacks } = await negotiations(person);
        assert.equal(connections, count - 1);
        assert.equal(localOffers + localAnswers, count - 1, "one description a connection");
        assert.equal(rollbacks, 0);
      }
      await everybodyCounts(people, count);
      assert.deepEqual(await ghosts(people), []);
    }),
  );
}

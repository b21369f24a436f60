// Calls of 4 and 6 people: every picture and every voice arrives at everybody else.
import assert from "node:assert/strict";
import { enterAll, everybodyCounts, tiles, turn } from "./harness/actions.ts";
import type { Person } from "./harness/person.ts";
import { everyOrderedPairFlows, ghosts, negotiations } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";

// Small and slow pictures in small windows: six people are thirty encoders and thirty decoders on
// two cores without a graphics card.
const stage = setStage({ fakeDevice: "fps=5" });
const VIEWPORT = { width: 360, height: 320 };
const TIMEOUT_MS = 120_000;

async function assertCleanMesh(people: readonly Person[]): Promise<void> {
  const count = people.length;
  await everybodyCounts(people, count);
  for (const person of people) {
    const shown = await tiles(person); // a small window shows four at a time
    assert.equal(new Set(shown).size, Math.min(count, 4), shown.join());
    const { connections, localOffers, localAnswers, rollbacks } = await negotiations(person);
    assert.equal(connections, count - 1);
    assert.equal(localOffers + localAnswers, count - 1, "one description a connection");
    assert.equal(rollbacks, 0);
  }
  assert.deepEqual(await ghosts(people), []);
}

Deno.test(
  "4 people see and hear each other, with one negotiation a pair",
  stage.scene(async (scene) => {
    const people = await enterAll(scene, 4, { viewport: VIEWPORT });
    await everybodyCounts(people, 4);
    await everyOrderedPairFlows(people, { timeout: TIMEOUT_MS });
    await assertCleanMesh(people);
  }),
);

// Thirty voices at once are more than two cores can carry: a microphone that was never on costs
// nothing.
Deno.test(
  "6 people see each other and hear whoever speaks, with one negotiation a pair",
  stage.scene(async (scene) => {
    const people = await enterAll(scene, 6, { viewport: VIEWPORT, settings: { joinMuted: true } });
    await everybodyCounts(people, 6);
    await everyOrderedPairFlows(people, { sound: false, timeout: TIMEOUT_MS });
    for (const speaker of people.slice(0, 2)) {
      await turn(speaker, "mic", true);
      await everyOrderedPairFlows(people, {
        pairs: (from) => from === speaker.name,
        timeout: TIMEOUT_MS,
      });
      await turn(speaker, "mic", false);
    }
    await assertCleanMesh(people);
  }),
);

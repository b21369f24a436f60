// A call from coming in to going out: who is seen, who is gone, what a switch does;
// all of it in Chromium and in Firefox.
import assert from "node:assert/strict";
import { enterAll, enterRoom, everybodyCounts, leave, tiles, turn } from "./harness/actions.ts";
import { inEngines } from "./harness/engines.ts";
import { everyOrderedPairFlows, movingVideos, negotiations } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { tileCount, watchTiles } from "./harness/tile_count.ts";
import { until, untilEqual } from "./harness/wait.ts";

// Slow pictures: a test machine has two cores and no graphics card.
const stage = setStage();
inEngines("the pictures on the screen move, one's own included", {
  stage,
  play: async (scene) => {
    const people = await enterAll(scene, 2);
    for (const person of people) {
      await person.page.bringToFront(); // Firefox draws nothing in a tab that is behind another
      await until(() => movingVideos(person, "main video"), {
        what: `two moving pictures at ${person.name}`,
        ok: (moving) => moving === 2,
      });
    }
  },
});

inEngines("people join and leave in any order, and no tile stays behind", {
  stage,
  play: async (scene) => {
    const [asan, gulnar, bektur] = await enterAll(scene, 3);
    assert.ok(asan && gulnar && bektur);
    await leave(asan);
    await everybodyCounts([gulnar, bektur], 2);
    const jamila = await scene.newPerson({ name: "Жамила" });
    await enterRoom(jamila, scene.room);
    await leave(bektur);
    await enterRoom(asan, scene.room);
    const inside = [gulnar, jamila, asan];
    await everybodyCounts(inside, 3);
    await everyOrderedPairFlows(inside);
    for (const person of inside) {
      await person.page.bringToFront();
      await until(() => tiles(person), {
        what: `three tiles at ${person.name}`,
        ok: (list) => list.length === 3,
      });
    }
  },
});

inEngines("a closed tab is no participant any more, and its tile goes", {
  stage,
  play: async (scene) => {
    const [asan, gulnar] = await enterAll(scene, 2);
    assert.ok(asan && gulnar);
    await gulnar.page.close({ runBeforeUnload: true });
    await everybodyCounts([asan], 1);
    await until(() => tiles(asan), { what: "one tile", ok: (list) => list.length === 1 });
  },
});

inEngines("a reload goes straight back into the call, as the same person", {
  stage,
  play: async (scene) => {
    const people = await enterAll(scene, 2);
    const [asan, gulnar] = people;
    assert.ok(asan && gulnar);
    await watchTiles(gulnar);
    // Firefox tells the console of a WebSocket that was still opening when the page was reloaded.
    asan.guard.allow(/\/socket\.io\/.* was interrupted while the page was loading/);
    asan.guard.allow(/Firefox can’t establish a connection to the server at .*\/socket\.io\//);
    for (let round = 0; round < 3; round++) {
      await asan.page.reload();
      await everybodyCounts(people, 2);
      await everyOrderedPairFlows(people);
      await untilEqual(async () => (await tiles(gulnar)).length, 2, { what: "two tiles" });
    }
    assert.equal((await tileCount(gulnar)).most, 2, "never two of one person, at no moment");
  },
});

inEngines("others see who switched microphone or camera off, and on again, without negotiation", {
  stage,
  play: async (scene) => {
    const [asan, gulnar] = await enterAll(scene, 2);
    assert.ok(asan && gulnar);
    await everyOrderedPairFlows([asan, gulnar]);
    const before = await negotiations(asan);
    const seenAs = (how: "muted" | "live") =>
      until(() => tiles(gulnar), {
        what: `Асан ${how} at Гүлнар`,
        ok: ([label = ""]) =>
          label.startsWith("Асан") && label.includes("микрофон өчүк") === (how === "muted"),
      });
    await turn(asan, "mic", false);
    await seenAs("muted");
    await turn(asan, "cam", false);
    await gulnar.page.bringToFront();
    await until(() => movingVideos(gulnar, "main video"), {
      what: "one moving picture left",
      ok: (moving) => moving === 1,
    });
    await turn(asan, "mic", true);
    await turn(asan, "cam", true);
    await seenAs("live");
    await everyOrderedPairFlows([asan, gulnar]);
    assert.deepEqual(await negotiations(asan), before);
  },
});

// The harness itself, proved on a bare WebRTC page: what it counts, and what its guards catch.
import assert from "node:assert/strict";
import { openBareRoom } from "./harness/bare_room.ts";
import {
  audioEnergyRises,
  everyOrderedPairFlows,
  framesRise,
  ghosts,
  movingVideos,
  negotiations,
} from "./harness/media.ts";
import { selectedPairs } from "./harness/path.ts";
import type { Person } from "./harness/person.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";

const room = openBareRoom();
const stage = setStage({ origin: () => room.origin });
Deno.test.afterAll(() => room.close());

async function enter(people: readonly Person[], path: string): Promise<void> {
  for (const person of people) {
    await person.goto(path);
    await person.click("button", "Join");
  }
}

Deno.test(
  "two people on a bare page see and hear each other without any STUN server",
  stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enter([asan, gulnar], "/two");
    await everyOrderedPairFlows([asan, gulnar]);
    await framesRise(asan, "video.remote", { frames: 10 });
    await audioEnergyRises(gulnar);
    await untilEqual(() => movingVideos(asan), 1, { what: "one moving picture" });
    assert.deepEqual(await ghosts([asan, gulnar]), []);
    const [path] = await selectedPairs(gulnar);
    assert.equal(path?.local === "host" || path?.local === "prflx", true, path?.local);
    const { localOffers, remoteAnswers, connections } = await negotiations(gulnar);
    assert.deepEqual([localOffers, remoteAnswers, connections], [1, 1, 1]);
  }),
);

Deno.test(
  "a connection whose other end is gone is a ghost, and its pair does not flow",
  stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    const bektur = await newPerson({ name: "Бектур" });
    await enter([asan, gulnar], "/ghost");
    await everyOrderedPairFlows([asan, gulnar]);
    assert.equal((await ghosts([asan])).length, 1);
    await assert.rejects(
      everyOrderedPairFlows([asan, bektur], { timeout: 2_000 }), // time for one look at least
      /Бектур → Асан: no connection, 0 of 5 new frames, no new sound/,
    );
  }),
);

Deno.test(
  "three people make six flows, and a shared screen adds a moving picture at the others",
  stage.scene(async ({ newPerson }) => {
    const people = [
      await newPerson({ name: "Асан" }),
      await newPerson({ name: "Гүлнар" }),
      await newPerson({ name: "Бектур" }),
    ] as const;
    await enter(people, "/three");
    await everyOrderedPairFlows(people);
    await people[0].click("button", "Share");
    await until(() => Promise.all(people.map((person) => movingVideos(person))), {
      what: "the screen at the two others",
      ok: (counts) => counts.join() === "2,3,3",
    });
  }),
);

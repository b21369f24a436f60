// Firefox and Chromium in one room: pictures, voices, screen and chat in both directions.
import assert from "node:assert/strict";
import { chatLines, enterRoom, everybodyCounts, openChat, say, turn } from "./harness/actions.ts";
import { everyOrderedPairFlows, framesRise } from "./harness/media.ts";
import type { Person } from "./harness/person.ts";
import { firefoxMissing } from "./harness/programs.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const SCREEN = "[data-kind=screen] video";
const stage = setStage({ flags: ["--auto-select-desktop-capture-source=Entire screen"] });

Deno.test({
  name: "Firefox and Chromium see, hear, show and write to each other",
  ignore: firefoxMissing() !== null,
  fn: stage.scene(async ({ newPerson, newFirefoxPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newFirefoxPerson({ name: "Гүлнар" });
    const people = [asan, gulnar];
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    await everybodyCounts(people, 2);
    await everyOrderedPairFlows(people, { timeout: 60_000 });
    assert.equal(await phraseOf(asan), await phraseOf(gulnar));
    await turn(asan, "screen", true);
    await framesRise(gulnar, SCREEN);
    await turn(asan, "screen", false);
    await turn(gulnar, "screen", true);
    await framesRise(asan, SCREEN);
    await openChat(asan);
    await openChat(gulnar);
    await say(asan, "Chromium'дан салам");
    await say(gulnar, "Firefox'тон салам");
    for (const person of people) {
      await until(() => chatLines(person), {
        what: `both messages at ${person.name}`,
        ok: (lines) => ["Chromium", "Firefox"].every((word) => lines.join().includes(word)),
      });
    }
    await gulnar.page.reload();
    await everybodyCounts(people, 2);
    await everyOrderedPairFlows(people, { timeout: 60_000 });
  }),
});

/** The four pairs of words by which people check that nobody sits between them. */
async function phraseOf(person: Person): Promise<string> {
  await person.click("button", "Дагы");
  await person.click("menuitem", "Шифрлөө");
  const words = await until(
    () =>
      person.evaluate(
        () => document.querySelector<HTMLElement>(".safety-phrase")?.innerText ?? "",
        null,
      ),
    { what: `four pairs at ${person.name}`, ok: (text) => text.split(/\s+/).length === 8 },
  );
  await person.press("Escape");
  return words;
}

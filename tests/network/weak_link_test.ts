// A call of three, one of them behind a line that loses: the others are told whose line it is.
import assert from "node:assert/strict";
import { enterRoom } from "../browser/harness/actions.ts";
import { until } from "../browser/harness/wait.ts";
import { labMissing } from "./ip.ts";
import { Lab } from "./lab.ts";
import { Town } from "./network_world.ts";

const ROOM = "начар тармак";
/** What may be said of a line that loses both ways. */
const TOLD = /^Асандын (чыгуу каналы|кирүү каналы|интернети) начар$/;

Deno.test({
  name: "network: whose line is the weak one is said beside them",
  ignore: await labMissing() !== null,
  fn: async () => {
    await using lab = await Lab.build({ slow: { delayMs: 20, lossPercent: 9, kbits: 4_000 } });
    await using town = await Town.open(lab, { light: false });
    const { a, b } = town.people;
    const third = await town.newPerson("b", { name: "Жамила" });
    for (const person of [b, third, a]) await enterRoom(person, ROOM, { video: person === a });
    const begun = performance.now();
    const told = (person: typeof a) =>
      person.evaluate(
        () =>
          [...document.querySelectorAll("main [data-kind=camera] .tile-quality")].map((bars) =>
            bars.getAttribute("aria-label") ?? ""
          ),
        null,
      );
    const said = await until(() => told(b), {
      what: "a cause on a tile",
      ok: (labels) => labels.some((label) => !label.startsWith("Байланыш:")),
      timeout: 25_000,
    });
    console.log(`measured: ${said.join("; ")} after ${Math.round(performance.now() - begun)} ms`);
    assert.ok(said.some((label) => TOLD.test(label)), said.join("; "));
    assert.ok(said.every((label) => TOLD.test(label) || label.startsWith("Байланыш:")));
  },
});

// Drawing asks the browser for no layout of its own: counted in traces of two pages while they join,
// and while the one who was there draws what changes.
import assert from "node:assert/strict";
import { enterRoom, everybodyCounts, fillName, join, openRoom, turn } from "./harness/actions.ts";
import type { ChromiumPerson } from "./harness/chromium.ts";
import { everyOrderedPairFlows } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { untilEqual } from "./harness/wait.ts";
import { wordsOf } from "./harness/words.ts";

const CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "disabled-by-default-devtools.timeline.stack",
];

/** What a trace tells of styles or a layout that were computed; with a stack if a script forced it. */
interface TraceEvent {
  name: string;
  args?: { beginData?: { stackTrace?: StackFrame[] } };
}

interface StackFrame {
  url: string;
  functionName: string;
  lineNumber: number;
  columnNumber: number;
}

const stage = setStage();

Deno.test(
  "nothing forces a layout while somebody joins, and while buttons change",
  stage.scene(async (scene) => {
    const asan = await scene.newPerson({ name: "Асан" });
    await enterRoom(asan, scene.room);
    const gulnar = await scene.newPerson({ name: "Гүлнар" });
    const joined = await forcedLayouts(gulnar, async () => {
      await enterRoom(gulnar, scene.room);
      await everyOrderedPairFlows([asan, gulnar]);
    });
    assert.deepEqual(joined, [], "at the one who joins");
    const seen = await forcedLayouts(asan, async () => {
      await turn(asan, "mic", false);
      await turn(asan, "mic", true);
      const bektur = await scene.newPerson({ name: "Бектур" });
      await enterRoom(bektur, scene.room);
      await everybodyCounts([asan, gulnar, bektur], 3);
    });
    assert.deepEqual(seen, [], "at the one who is there");
  }),
);

Deno.test(
  "the lobby makes the call's screen ahead, out of reach; a join only shows it",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const { page } = asan;
    await openRoom(asan, room);
    await fillName(asan);
    await page.locator(".stage.is-ahead").waitFor({ state: "attached" });
    const reached = () => {
      for (const part of document.querySelectorAll(".is-ahead")) {
        part.setAttribute("data-ahead", "");
      }
      const [x, y] = [innerWidth / 2, innerHeight - 20];
      return {
        shown: [...document.querySelectorAll(".is-ahead, .is-ahead *")]
          .filter((part) => part.checkVisibility({ visibilityProperty: true })).length,
        hit: document.elementFromPoint(x, y)?.closest(".call") !== null,
        mains: document.querySelectorAll("#main").length,
        isLaidOut: (document.querySelector(".stage")?.getBoundingClientRect().width ?? 0) > 0,
      };
    };
    const ahead = { shown: 0, hit: false, mains: 1, isLaidOut: true };
    await untilEqual(() => page.evaluate(reached), ahead, { what: "a screen out of reach" });
    const t = await wordsOf(asan.locale);
    assert.equal(await page.getByRole("button", { name: t("call.leave") }).count(), 0);
    await join(asan);
    await page.getByRole("button", { name: t("call.leave") }).waitFor();
    const same = page.locator("[data-ahead]:not(.is-ahead)");
    await untilEqual(() => same.count(), 3, { what: "the same elements" });
    await untilEqual(() => page.locator("#main.stage").count(), 1, { what: "one stage" });
  }),
);

/** The functions of the product that made the browser compute styles or a layout meanwhile. */
async function forcedLayouts(
  { page }: ChromiumPerson,
  play: () => Promise<void>,
): Promise<string[]> {
  const browser = page.context().browser();
  assert.ok(browser);
  await browser.startTracing(page, { categories: CATEGORIES });
  await play();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const layouts = traceEvents.filter(({ name }) => name === "Layout");
  assert.ok(layouts.length > 0, "the trace tells of layouts");
  return layouts.flatMap(({ args }) => {
    const { stackTrace = [] } = args?.beginData ?? {};
    const isOurs = stackTrace.some(({ url }) => url.includes("/_fresh/"));
    return isOurs ? [stackTrace.map(placeOf).join(" ← ")] : [];
  });
}

/** The function of the bundle, and where it stands in which file. */
function placeOf({ url, functionName, lineNumber, columnNumber }: StackFrame): string {
  return `${functionName} (${url.split("/").at(-1)}:${lineNumber}:${columnNumber})`;
}

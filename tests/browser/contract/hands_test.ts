// A whole call by keyboard alone, and another by touch alone on a phone (rows 25 and 49).
import assert from "node:assert/strict";
import { chatLines, enterRoom, everybodyCounts } from "../harness/actions.ts";
import type { ChromiumPerson } from "../harness/chromium.ts";
import { everyOrderedPairFlows, framesRise } from "../harness/media.ts";
import { comeToRest } from "../harness/rest.ts";
import { setStage } from "../harness/stage.ts";
import { until } from "../harness/wait.ts";

const stage = setStage();
const SHARED = "[data-kind=screen] video";

/** Tab until something with this name has the focus: what a person without a mouse does. */
async function tabTo(person: ChromiumPerson, name: string): Promise<void> {
  const focused = () =>
    person.page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? element.labels?.[0]?.textContent
        : null;
      return element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "";
    });
  for (let steps = 0; steps < 60; steps++) {
    if ((await focused()).trim() === name) return;
    await person.press("Tab");
  }
  assert.fail(`Tab never comes to "${name}"`);
}

/** Tab into the bar, then the arrows: the bar is one stop on the way through the page. */
async function arrowTo(person: ChromiumPerson, name: string): Promise<void> {
  const at = (selector: string) =>
    person.page.evaluate(
      (selector) => document.activeElement?.matches(selector) ?? false,
      selector,
    );
  for (let steps = 0; steps < 40 && !await at(".bar *"); steps++) await person.press("Tab");
  for (let steps = 0; steps < 20; steps++) {
    if (await at(`[aria-label="${name}"]`)) return;
    await person.press("ArrowRight");
  }
  assert.fail(`the arrows never come to "${name}"`);
}

Deno.test(
  "a whole call by keyboard alone: join, mute, share, write, raise a hand, leave",
  stage.scene(async ({ newPerson, room, origin }) => {
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(gulnar, room);
    const asan = await newPerson({ name: "Асан" });
    await asan.goto("/");
    await tabTo(asan, "Бөлмөнүн аты же шилтемеси");
    await asan.page.keyboard.type(room);
    await asan.press("Enter");
    await asan.page.waitForURL(`${origin}/r/${encodeURIComponent(room)}`);
    await asan.page.locator("form .primary[type=submit]:enabled").waitFor();
    await asan.page.getByRole("button", { name: "Видеону токтотуу" }).waitFor();
    await tabTo(asan, "Сиздин атыңыз");
    await asan.page.keyboard.type("Асан");
    await asan.press("Enter");
    await everybodyCounts([asan, gulnar], 2);
    await everyOrderedPairFlows([asan, gulnar]);
    await asan.press("m");
    await asan.page.getByRole("button", { name: "Микрофонду күйгүзүү" }).waitFor();
    await arrowTo(asan, "Экранды бөлүшүү");
    await asan.press("Enter");
    await framesRise(gulnar, SHARED);
    await asan.press("d");
    await gulnar.page.locator(SHARED).waitFor({ state: "detached" });
    await asan.press("r");
    await gulnar.page.locator(".tile-badge.hand, .tile-badges .tile-badge").first().waitFor();
    await asan.press("c");
    await asan.page.getByRole("log").waitFor();
    await tabTo(asan, "Билдирүү жазыңыз");
    await asan.page.keyboard.type("клавиатурадан");
    await asan.press("Enter");
    await until(() => chatLines(asan), {
      what: "the message",
      ok: (lines) => lines.some((line) => line.includes("клавиатурадан")),
    });
    await asan.press("Escape");
    await arrowTo(asan, "Чалуудан чыгуу");
    await asan.press("Enter");
    await asan.page.getByRole("heading", { name: "Чалуудан чыктыңыз" }).waitFor();
    await everybodyCounts([gulnar], 1);
  }),
);

Deno.test(
  "the first key of a call is not lost while its connections come about",
  stage.scene(async ({ newPerson, newBot, room }) => {
    await newBot("Гүлнар"); // who never answers an offer
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    await asan.press("c");
    await asan.page.locator(".panel").waitFor();
  }),
);

Deno.test(
  "49: a whole call by touch alone on a phone of 320 px, with six buttons in reach and a sheet for the rest",
  stage.scene(async ({ newPerson, newBot, room }) => {
    await newBot("Гүлнар");
    const viewport = { width: 320, height: 640 };
    const asan = await newPerson({ name: "Асан", phone: true, viewport });
    const { page } = asan;
    await asan.goto(`/r/${encodeURIComponent(room)}`);
    await page.locator("form .primary[type=submit]:enabled").waitFor();
    const tap = (name: string) => page.getByRole("button", { name, exact: true }).first().tap();
    await page.getByLabel("Сиздин атыңыз").tap();
    await page.keyboard.type("Асан");
    await tap("Бөлмөгө кошулуу");
    await page.getByRole("button", { name: "Чалуудан чыгуу" }).waitFor();
    const bar = page.locator(".bar button:visible:not(.menu *)");
    const sixBoxes = () =>
      bar.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
    await until(sixBoxes, { what: "six buttons", ok: ({ length }) => length === 6 });
    await comeToRest(asan);
    const boxes = await sixBoxes();
    assert.equal(boxes.length, 6);
    for (const { x, right, bottom, width, height } of boxes) {
      assert.ok(x >= 0 && right <= 320 && bottom <= 640, "within the screen");
      assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
    }
    await tap("Микрофонду өчүрүү");
    await page.getByRole("button", { name: "Микрофонду күйгүзүү" }).waitFor();
    await tap("Кол көтөрүү");
    await page.getByRole("button", { name: "Колду түшүрүү" }).waitFor();
    await tap("Дагы");
    const sheet = page.locator("#more-menu");
    await sheet.locator("[role^=menuitem]:visible").first().waitFor();
    await until(() => sheet.boundingBox(), {
      what: "a sheet from below",
      ok: (box) => box !== null && Math.abs(box.y + box.height - 640) <= 1 && box.width >= 319,
    });
    await page.touchscreen.tap(160, 20);
    await sheet.locator("[role^=menuitem]").first().waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Чатты ачуу" }).first().tap();
    await page.getByRole("textbox").tap();
    await page.keyboard.type("телефондон");
    await tap("Жөнөтүү");
    await page.locator(".chat-text", { hasText: "телефондон" }).waitFor();
    await tap("Жабуу");
    await tap("Чалуудан чыгуу");
    await page.getByRole("heading", { name: "Чалуудан чыктыңыз" }).waitFor();
  }),
);

// Rows 26 to 28, 30, 32, 33 and 48 of docs/contract.md: focus, motion, forced colours, fonts, right to left.
import assert from "node:assert/strict";
import { enterRoom, openChat, openRoom, shownCount } from "../harness/actions.ts";
import { framesRise } from "../harness/media.ts";
import { comeToRest } from "../harness/rest.ts";
import { setStage } from "../harness/stage.ts";
import { until, untilEqual } from "../harness/wait.ts";

const stage = setStage();

Deno.test(
  "26: the focus is seen: a ring of three pixels on every button, and around a whole picture",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room, { video: false });
    await newBot("Гүлнар");
    // What is seldom used comes a moment after the call has begun.
    await asan.page.locator("[data-kind=camera]:not(.is-self) .tile-menu").waitFor({
      state: "attached",
    });
    await asan.page.locator(".skip").focus();
    const seen = new Set<string>();
    for (let press = 0; press < 9; press++) {
      await asan.press("Tab");
      const ring = await asan.evaluate(() => {
        const focused = document.activeElement;
        const ringed = focused?.matches(".tile-menu") ? focused.closest(".tile") : focused;
        if (!ringed || ringed.id === "main" || ringed === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(ringed);
        return `${outlineStyle} ${outlineWidth} ${ringed.className}`;
      }, null);
      if (ring === null) continue;
      assert.match(ring, /^solid 3px /);
      seen.add(ring);
    }
    assert.ok([...seen].some((ring) => ring.includes("tile")), "a picture among them");
  }),
);

Deno.test(
  "27: with reduced motion nothing moves, whether the system asks for it or the settings",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан", reducedMotion: "reduce" });
    const calm = await newPerson({ name: "Айгүл" });
    await calm.page.addInitScript(() =>
      localStorage.setItem("juz:settings", JSON.stringify({ calm: true }))
    );
    const bot = await newBot("Гүлнар");
    for (const person of [asan, calm]) {
      await enterRoom(person, room, { video: false });
      await bot.ask("member:react", { reaction: "heart" });
      await person.page.locator(".passing-one").first().waitFor({ state: "attached" });
      const moving = await person.evaluate(
        () =>
          document.getAnimations().filter(({ effect }) =>
            Number(effect?.getComputedTiming().duration) > 0
          ).length,
        null,
      );
      assert.equal(moving, 0, person.name);
    }
  }),
);

Deno.test(
  "a call that goes on moves nothing but its pictures, so that weak computers have time for them",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    for (const person of [asan, gulnar]) await enterRoom(person, room);
    await framesRise(asan, "[data-kind=camera]:not(.is-self) video");
    const forEver = await asan.evaluate(
      () =>
        document.getAnimations().filter(({ effect }) =>
          effect?.getComputedTiming().endTime === Infinity
        ).length,
      null,
    );
    assert.equal(forEver, 0);
  }),
);

Deno.test(
  "the settings by mouse: every tab opens, none moves, and only a press beside them closes them",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const { page } = asan;
    await page.locator('[popovertarget="more-menu"]').click();
    await page.locator("#more-menu [role=menuitem]", { hasText: "Жөндөөлөр" }).click();
    const tabs = page.locator("dialog[open] [role=tab]");
    await tabs.first().waitFor();
    await comeToRest(asan);
    const places = () => tabs.evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().y));
    const before = await places();
    assert.equal(before.length, 7);
    for (const number of [1, 2, 3, 4, 5, 6, 0]) {
      await tabs.nth(number).click();
      await until(() => tabs.nth(number).getAttribute("aria-selected"), {
        what: `tab ${number} to be chosen`,
        ok: (selected) => selected === "true",
      });
      assert.deepEqual(await places(), before);
    }
    await tabs.first().hover();
    await page.mouse.down();
    await page.mouse.move(5, 5);
    await page.mouse.up();
    assert.equal(await tabs.count(), 7, "a press that began inside closes nothing");
    await page.mouse.click(5, 5);
    await until(() => tabs.count(), { what: "the settings to close", ok: (count) => count === 0 });
  }),
);

Deno.test(
  "28: in forced colours buttons keep their borders, and states can be told apart",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан", forcedColors: "active" });
    await enterRoom(asan, room);
    const border = (name: string) =>
      asan.page.getByRole("button", { name }).first().evaluate((button) => {
        const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(button);
        return { style: borderTopStyle, width: parseFloat(borderTopWidth), color: borderTopColor };
      });
    const on = await border("Микрофонду өчүрүү");
    assert.equal(on.style, "solid");
    assert.ok(on.width >= 1);
    await asan.click("button", "Микрофонду өчүрүү");
    const off = await border("Микрофонду күйгүзүү");
    assert.ok(off.width > on.width, "a thicker border says that it is off");
  }),
);

Deno.test(
  "30: Kyrgyz pages hold no English date, no AM or PM, and hydration changes no text",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const { page } = asan;
    for (const path of ["/", "/test", `/r/${encodeURIComponent(room)}`]) {
      const served = await (await page.request.get(
        new URL(
          path,
          asan.page.url() === "about:blank"
            ? (await asan.goto("/"), asan.page.url())
            : asan.page.url(),
        ).href,
      )).text();
      const textOf = (html: string) =>
        page.evaluate((html) => {
          const doc = new DOMParser().parseFromString(
            (globalThis as unknown as {
              trustedTypes?: {
                createPolicy(n: string, r: object): { createHTML(h: string): string };
              };
            }).trustedTypes?.createPolicy(`t${Math.random()}`, {
              createHTML: (h: string) => h,
            })
              .createHTML(html) ?? html,
            "text/html",
          );
          return doc.querySelector("h1")?.textContent ?? "";
        }, html);
      await asan.goto(path);
      await untilEqual(() => page.locator("h1").first().innerText(), await textOf(served), {
        what: `the title of ${path}, as it was served`,
      });
    }
    const bot = await newBot("Гүлнар");
    await enterRoom(asan, room, { video: false });
    await bot.ask("chat:send", { id: "x", text: "салам" });
    await openChat(asan);
    const text = await until(() => asan.text(), {
      what: "a message and when it came",
      ok: (text) => /салам/.test(text) && /\b\d{2}:\d{2}\b/.test(text),
    });
    assert.doesNotMatch(text, /\b(?:AM|PM|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/);
  }),
);

Deno.test(
  "32: ң, ө and ү are drawn in the page's own font, asked for at once, and nothing in the lobby moves when it comes",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await openRoom(asan, room);
    const preloaded = await asan.page.locator("link[rel=preload][as=font]").evaluateAll((links) =>
      links.map((link) => link.getAttribute("href") ?? "")
    );
    assert.deepEqual(
      preloaded.map((href) => /onest-([\w-]+)\.woff2/.exec(href)?.[1]),
      ["cyrillic", "cyrillic-ext"],
    );
    const drawn = await asan.evaluate(async () => {
      await document.fonts.ready;
      return document.fonts.check('16px "Onest Variable"', "ңөүҢӨҮ");
    }, null);
    assert.equal(drawn, true);
    await until(() => shownCount(asan), { what: "the lobby to be whole", ok: (n) => n === 0 });
    const shifts = await asan.evaluate(() =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const all = list.getEntries() as (PerformanceEntry & { value: number })[];
          resolve(all.reduce((sum, { value }) => sum + value, 0));
        });
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 500); // with no shift at all the observer is never called
      }), null);
    assert.ok(shifts <= 0.02, `CLS ${shifts}`);
  }),
);

Deno.test(
  "48: right to left, the panel stands on the other side and nothing overlaps or overflows",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room, { video: false });
    await newBot("Гүлнар");
    await newBot("Бектур");
    await openChat(asan);
    await asan.evaluate(() => document.documentElement.dir = "rtl", null);
    await until(() => asan.evaluate(faultsOfStage, 3), {
      what: "three pictures on the stage, apart, and the panel at its left",
      ok: (faults) => faults.length === 0,
    });
    const overflow = () =>
      asan.evaluate(() => document.documentElement.scrollWidth - innerWidth, null);
    await untilEqual(overflow, 0, { what: "nothing wider than the window" });
  }),
);

/** Runs in the page. What is wrong with where `count` pictures and the panel at their left stand. */
function faultsOfStage(count: number): string[] {
  const boxesOf = (selector: string) =>
    [...document.querySelectorAll(selector)]
      .map((element) => element.getBoundingClientRect())
      .filter(({ width }) => width > 0);
  const [panel, stage] = [boxesOf(".panel")[0], boxesOf(".stage-tiles")[0]];
  const tiles = boxesOf(".tile");
  if (!panel || !stage || tiles.length !== count) return [`${tiles.length} pictures`];
  const areApart = (a: DOMRect, b: DOMRect) =>
    a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  const faults = tiles.flatMap((tile, index) => [
    tile.left < stage.left - 1 || tile.right > stage.right + 1 ? `${index} leaves the stage` : "",
    ...tiles.slice(index + 1).map((other) => areApart(tile, other) ? "" : `${index} is covered`),
  ]);
  if (panel.right > stage.left + 1) faults.push("the panel is not at the left");
  return faults.filter((fault) => fault !== "");
}

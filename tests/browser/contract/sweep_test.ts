// Rows 1 to 3 of the contract: every screen, panel, menu and dialog, in every language, in both
// themes, on four sizes of windows. SWEEP=full has axe-core look at every combination.
import assert from "node:assert/strict";
import { enterRoom, leave, openRoom } from "../harness/actions.ts";
import { axeFaults, layoutFaults, VIEWPORTS } from "../harness/audit.ts";
import type { ChromiumPerson } from "../harness/chromium.ts";
import type { Locale } from "@/i18n/locales.ts";
import { shoot } from "../harness/shots.ts";
import { type Scene, setStage } from "../harness/stage.ts";
import { wordsOf } from "../harness/words.ts";
import { until } from "../harness/wait.ts";

const stage = setStage();
const FULL = Deno.env.get("SWEEP") === "full";
const THEMES = ["light", "dark"] as const;

/** Looks at one page again and again and keeps what is wrong. */
class Sweep {
  readonly faults: string[] = [];
  #looks = 0;

  constructor(readonly person: ChromiumPerson) {}

  /** The screen as it is, on all sizes; axe in one theme and size after the other. */
  async look(state: string): Promise<void> {
    const { page, locale } = this.person;
    this.#looks++;
    for (const [number, viewport] of VIEWPORTS.entries()) {
      // The smallest cuts words off in any language; the largest shows all there is.
      if (!FULL && (number % 3 !== 0 || number > 0 && locale !== "ky")) continue;
      await page.setViewportSize(viewport);
      const size = `${viewport.width} × ${viewport.height}`;
      await this.#settled();
      for (const fault of await layoutFaults(this.person)) this.#note(state, size, fault);
      for (const [which, theme] of THEMES.entries()) {
        if (!FULL && number * THEMES.length + which !== this.#due(locale)) continue;
        await page.emulateMedia({ colorScheme: theme });
        await this.#settled();
        for (const fault of await axeFaults(page)) this.#note(state, `${size} ${theme}`, fault);
      }
      await shoot(this.person, `sweep ${locale} ${state} ${size}`);
    }
  }

  /** Which combination of size and theme axe looks at this time: -1 for none. */
  #due(locale: Locale): number {
    if (locale !== "ky") return this.#looks % 5 === LOCALES.indexOf(locale) ? this.#looks % 2 : -1;
    return [0, 1, 6, 7][this.#looks % 4] ?? 0;
  }

  #note(state: string, where: string, fault: string): void {
    this.faults.push(`${this.person.locale} ${state} (${where}): ${fault}`);
  }

  /** Two frames, and every transition at its end. */
  async #settled(): Promise<void> {
    await this.person.evaluate(async () => {
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      await frame();
      await frame();
      const moving = document.getAnimations().filter(({ effect }) =>
        effect?.getComputedTiming().endTime !== Infinity
      );
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }, null);
  }
}

const LOCALES: readonly Locale[] = ["ky", "ru", "en"];

for (const locale of LOCALES) {
  Deno.test(
    `1, 2, 3, 33: pages outside a call: no finding, nothing small, wide, cut off or from elsewhere (${locale})`,
    stage.scene(async ({ newPerson, room }) => {
      const sweep = new Sweep(await newPerson({ name: "Асан", locale }));
      const { person } = sweep;
      for (const path of ["/", "/test", `/offline/${locale}`]) {
        await person.goto(path);
        await sweep.look(path);
      }
      await openRoom(person, room);
      await sweep.look("lobby");
      assert.deepEqual(sweep.faults, []);
    }),
  );

  Deno.test(
    `1, 2, 3, 33: a call with all its panels, menus and dialogs: no finding, nothing small, wide, cut off or from elsewhere (${locale})`,
    stage.scene(async (scene) => {
      const sweep = new Sweep(await scene.newPerson({ name: "Асан", locale }));
      await enterFull(sweep.person, scene);
      await sweep.look("call");
      for (const key of ["c", "p"]) {
        await sweep.person.press(key);
        await sweep.look(`panel ${key}`);
        await sweep.person.press("Escape");
      }
      await lookAtMenus(sweep);
      await lookAtDialogs(sweep);
      await leave(sweep.person);
      await sweep.look("left");
      assert.deepEqual(sweep.faults, []);
    }),
  );
}

/** A call where there is something to see everywhere. */
async function enterFull(person: ChromiumPerson, { newBot, room }: Scene): Promise<void> {
  const bots = [await newBot("Гүлнар Абдыкеримова-Жолдошбекова"), await newBot("Бектур")];
  await enterRoom(person, room);
  await bots[0]?.ask("member:hand", { up: true });
  await bots[1]?.ask("chat:send", { id: "a", text: "Саламатсыздарбы! https://example.org/а" });
  await bots[0]?.ask("chat:send", { id: "b", text: "Салам 👋", replyTo: "a" });
  await bots[0]?.ask("chat:react", { id: "c", target: "a", reaction: "heart", on: true });
  await until(() => person.page.locator(".tile").count(), {
    what: "three pictures",
    ok: (count) => count === 3,
  });
}

async function lookAtMenus(sweep: Sweep): Promise<void> {
  const { page } = sweep.person;
  await page.setViewportSize(VIEWPORTS[3]); // where each menu has its button
  const ids = await page.locator("[popover][id]").evaluateAll((all) => all.map(({ id }) => id));
  const seen = new Set<string>();
  for (const id of ids) {
    const kind = id.replace(/[-:].*$/, "");
    if (kind === "line" || seen.has(kind)) continue; // one tile's menu is like the other's
    await page.setViewportSize(VIEWPORTS[3]);
    const button = page.locator(`[popovertarget="${id}"]`).first();
    if (!await button.isVisible()) continue;
    seen.add(kind);
    const menu = page.locator(`[id="${id}"]`);
    await button.focus();
    await menu.evaluate((element) => (element as HTMLElement).showPopover());
    await menu.locator(":is(button, [role^=menuitem]):visible").first().waitFor();
    await sweep.look(`menu ${id}`);
    await menu.evaluate((element) => (element as HTMLElement).hidePopover());
  }
  assert.ok(seen.size >= 5, [...seen].join());
}

async function lookAtDialogs(sweep: Sweep): Promise<void> {
  const { page } = sweep.person;
  await sweep.person.press("?");
  await page.locator("dialog[open]").waitFor();
  await sweep.look("shortcuts");
  await sweep.person.press("Escape");
  const t = await wordsOf(sweep.person.locale);
  const choose = async (text: string) => {
    await page.locator("#more-menu").evaluate((menu) => (menu as HTMLElement).showPopover());
    await page.locator("#more-menu [role=menuitem]", { hasText: text }).click();
  };
  await choose(t("invite.title"));
  await page.locator("dialog[open]").waitFor();
  await sweep.look("invite");
  await sweep.person.press("Escape");
  await choose(t("settings.title"));
  const tabs = page.locator("dialog [role=tab]");
  await tabs.first().waitFor();
  for (let tab = 0; tab < await tabs.count(); tab++) {
    await tabs.nth(tab).click();
    await sweep.look(`settings ${tab}`);
  }
  await sweep.person.press("Escape");
}

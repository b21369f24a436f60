// Rows 1 to 3 of docs/contract.md: every screen, panel, menu and dialog, in every language, in both
// themes, on four sizes of windows. SWEEP=full has axe-core look at every combination.
import assert from "node:assert/strict";
import { enterRoom, leave, openRoom } from "../harness/actions.ts";
import { axeFaults, layoutFaults, LITTLE, reachFaults, VIEWPORTS } from "../harness/audit.ts";
import type { ChromiumPerson } from "../harness/chromium.ts";
import type { Locale } from "@/i18n/locales.ts";
import { lookAtDialogs, lookAtMenus } from "../harness/screens.ts";
import { shoot } from "../harness/shots.ts";
import { setStage, type StagedCall } from "../harness/stage.ts";
import { comeToRest } from "../harness/rest.ts";
import { lookAtOwnedRoom, lookAtTrouble, type Walk } from "../harness/troubles.ts";
import { until } from "../harness/wait.ts";

const stage = setStage();
const FULL = Deno.env.get("SWEEP") === "full";
const THEMES = ["light", "dark"] as const;

/** Looks at one page again and again and keeps what is wrong. */
class Sweep {
  #looks = 0;

  constructor(readonly person: ChromiumPerson, readonly faults: string[] = []) {}

  /** The screen as it is, on all sizes; axe in one theme and size after the other. */
  async look(state: string): Promise<void> {
    const { page, locale } = this.person;
    this.#looks++;
    for (const [number, viewport] of VIEWPORTS.entries()) {
      // The smallest cuts words off in any language; the largest shows all there is.
      if (!FULL && (number % 3 !== 0 || number > 0 && locale !== "ky")) continue;
      await page.setViewportSize(viewport);
      const size = `${viewport.width} × ${viewport.height}`;
      await comeToRest(this.person);
      for (const fault of await layoutFaults(this.person)) this.#note(state, size, fault);
      for (const [which, theme] of THEMES.entries()) {
        if (!FULL && number * THEMES.length + which !== this.#due(locale)) continue;
        await page.emulateMedia({ colorScheme: theme });
        await comeToRest(this.person);
        for (const fault of await axeFaults(page)) this.#note(state, `${size} ${theme}`, fault);
      }
      await shoot(this.person, `sweep ${locale} ${state} ${size}`);
    }
    if (FULL || locale === "ky") await this.#lookAtLittle(state);
  }

  /** A zoomed window: everything can be scrolled to, and nothing lies over it. */
  async #lookAtLittle(state: string): Promise<void> {
    const { page, locale } = this.person;
    for (const viewport of LITTLE) {
      await page.setViewportSize(viewport);
      const size = `${viewport.width} × ${viewport.height}`;
      await comeToRest(this.person);
      await shoot(this.person, `sweep ${locale} ${state} ${size}`);
      for (const fault of await reachFaults(this.person)) this.#note(state, size, fault);
    }
    await page.setViewportSize(VIEWPORTS[0]);
  }

  /** Which combination of size and theme axe looks at this time: -1 for none. */
  #due(locale: Locale): number {
    if (locale !== "ky") return this.#looks % 5 === LOCALES.indexOf(locale) ? this.#looks % 2 : -1;
    return [0, 1, 6, 7][this.#looks % 4] ?? 0;
  }

  #note(state: string, where: string, fault: string): void {
    this.faults.push(`${this.person.locale} ${state} (${where}): ${fault}`);
  }
}

const LOCALES: readonly Locale[] = ["ky", "ru", "en"];

for (const locale of LOCALES) {
  Deno.test(
    `1, 2, 3, 33: pages outside a call: no finding, nothing small, wide, cut off or from elsewhere (${locale})`,
    stage.scene(async ({ newPerson, room }) => {
      const sweep = new Sweep(await newPerson({ name: "Асан", locale }));
      const { person } = sweep;
      person.guard.allow(/40[04]/); // of a wrong name, and of a page that does not exist
      for (
        const path of [
          "/",
          "/?error=invalid&room=%21",
          "/test",
          "/recordings",
          `/offline/${locale}`,
        ]
      ) {
        await person.goto(path);
        await sweep.look(path);
      }

      await person.goto("/nowhere");
      await sweep.look("not found");
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
      const { page } = sweep.person;
      await sweep.look("call");
      for (const key of ["c", "p"]) {
        await sweep.person.press(key);
        await page.locator(".panel").waitFor();
        await sweep.look(`panel ${key}`);
        await sweep.person.press("Escape");
      }
      await page.setViewportSize(VIEWPORTS[3]); // where each menu has its button
      const menus = await lookAtMenus(sweep.person, {
        look: (state) => sweep.look(state),
        between: () => page.setViewportSize(VIEWPORTS[3]),
      });
      assert.ok(menus.size >= 5, [...menus].join());
      await lookAtDialogs(sweep.person, (state) => sweep.look(state));
      await leave(sweep.person);
      await sweep.look("left");
      assert.deepEqual(sweep.faults, []);
    }),
  );
}

// English words are the shortest: where Kyrgyz and Russian ones fit, they do.
for (const locale of FULL ? LOCALES : LOCALES.slice(0, 2)) {
  Deno.test(
    `1, 2, 3, 33: what goes wrong, and a room with a host: no finding, nothing small, wide, cut off or from elsewhere (${locale})`,
    stage.scene(async ({ newPerson, room }) => {
      const sweeps = new Map<ChromiumPerson, Sweep>();
      const faults: string[] = [];
      const walk: Walk = {
        newPerson: async ({ name }) => {
          const person = await newPerson({ name, locale });
          sweeps.set(person, new Sweep(person, faults));
          return person;
        },
        look: async (person, state) => await sweeps.get(person)?.look(state),
        room,
      };
      await lookAtTrouble(walk);
      await lookAtOwnedRoom(walk);
      assert.deepEqual(faults, []);
    }),
  );
}

/** A file, as the chat announces it. */
const FILE = `📎 Жыйындын кеңири баяндамасы, биринчи жарым жылдык.pdf\njuz-file:1 2411724 bytes ` +
  `application/pdf ${"A".repeat(43)}`;

/** A call where there is something to see everywhere. */
async function enterFull(person: ChromiumPerson, { newBot, room }: StagedCall): Promise<void> {
  const bots = [await newBot("Гүлнар Абдыкеримова-Жолдошбекова"), await newBot("Бектур")];
  await enterRoom(person, room);
  await bots[0]?.ask("member:hand", { up: true });
  await bots[1]?.ask("chat:send", { id: "a", text: "Саламатсыздарбы! https://example.org/а" });
  await bots[0]?.ask("chat:send", { id: "b", text: "Салам 👋", replyTo: "a" });
  await bots[0]?.ask("chat:react", { id: "c", target: "a", reaction: "heart", on: true });
  await bots[0]?.ask("chat:send", { id: "d", text: FILE });
  await bots[1]?.ask("member:record", { on: true });
  await until(() => person.page.locator(".tile").count(), {
    what: "three pictures",
    ok: (count) => count === 3,
  });
}

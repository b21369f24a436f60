// The way through all menus and dialogs of a call, for whoever looks at them.
import type { ChromiumPerson } from "./chromium.ts";
import { comeToRest } from "./rest.ts";
import { untilEqual } from "./wait.ts";
import { wordsOf } from "./words.ts";

/** Looks at the screen as it is; the state names it. */
export type Look = (state: string) => Promise<void>;

/** Opens one menu of each kind whose button is to be seen. Gives the kinds. */
export async function lookAtMenus(
  person: ChromiumPerson,
  { look, between = () => Promise.resolve() }: { look: Look; between?: () => Promise<void> },
): Promise<Set<string>> {
  const { page } = person;
  const ids = await page.locator("[popover][id]").evaluateAll((all) => all.map(({ id }) => id));
  const seen = new Set<string>();
  for (const id of ids) {
    const kind = id.replace(/[-:].*$/, "");
    if (kind === "line" || seen.has(kind)) continue; // one tile's menu is like the other's
    await between();
    await comeToRest(person); // the window may just have got another size
    const button = page.locator(`[popovertarget="${id}"]`).first();
    if (!await button.isVisible()) continue;
    seen.add(kind);
    const menu = page.locator(`[id="${id}"]`);
    await button.focus();
    await menu.evaluate((element) => {
      const source = document.querySelector<HTMLElement>(`[popovertarget="${element.id}"]`);
      (element as HTMLElement).showPopover(source ? { source } : {}); // it opens beside its button
    });
    await menu.locator(":is(button, [role^=menuitem]):visible").first().waitFor();
    await look(`menu ${kind}`);
    await menu.evaluate((element) => (element as HTMLElement).hidePopover());
  }
  return seen;
}

/** Opens every dialog that one has without being a host, and each tab of the settings. */
export async function lookAtDialogs(person: ChromiumPerson, look: Look): Promise<void> {
  const { page } = person;
  const t = await wordsOf(person.locale);
  const choose = async (text: string) => {
    await page.locator("#more-menu").evaluate((menu) => (menu as HTMLElement).showPopover());
    // From its beginning: "Экономия трафика" has "Трафик" in it, too.
    const name = new RegExp(`^\\s*${RegExp.escape(text)}`, "i");
    await page.locator("#more-menu [role=menuitem]", { hasText: name }).click();
  };
  for (const key of ["keys", "invite", "safety", "files", "stats"] as const) {
    await choose(t(`${key}.title`));
    await page.locator("dialog[open]").waitFor();
    await look(`dialog ${key}`);
    await person.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  }
  await choose(t("settings.title"));
  const tabs = page.locator("dialog [role=tab]");
  await tabs.first().waitFor();
  const count = await tabs.count();
  for (let tab = 0; tab < count; tab++) {
    await tabs.nth(tab).click();
    await untilEqual(() => tabs.nth(tab).getAttribute("aria-selected"), "true", {
      what: `tab ${tab} of the settings`,
    });
    await look(`settings ${tab}`);
  }
  await person.press("Escape");
}

// What a test waits for before it acts on a page: open devices, and the keyboard's focus.
import type { Locator } from "@/tests/packages/playwright.ts";
import { isOn } from "./actions.ts";
import type { Person } from "./person.ts";
import { until } from "./wait.ts";

/** Waits until both devices are open: their buttons change their names by themselves before. */
export async function devicesOn(person: Person): Promise<void> {
  for (const what of ["mic", "cam"] as const) {
    await until(() => isOn(person, what), { what: `the ${what} of ${person.name}` });
  }
}

/** Waits until the keyboard acts on this element. */
export async function hasFocus(locator: Locator, what: string): Promise<void> {
  const isActive = () => locator.evaluate((one: Element) => one === document.activeElement);
  await until(isActive, { what: `the focus on ${what}` });
}

/** Waits until the first such element is drawn through this matrix; a transition may lead there. */
export async function isDrawn(locator: Locator, transform: RegExp): Promise<void> {
  const picture = locator.first();
  await until(() => picture.evaluate((one: Element) => getComputedStyle(one).transform), {
    what: `an element drawn as ${transform}`,
    ok: (now) => transform.test(now),
  });
}

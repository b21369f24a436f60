// What is wrong with a screen, found by rules: axe-core, width, size of targets, labels cut off.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import type { ChromiumPerson } from "./chromium.ts";

/** Least width and height of whatever one presses, in CSS pixels (WCAG 2.5.5). */
const HIT = 44;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Sizes of windows that the design names. */
export const VIEWPORTS = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  { width: 1280, height: 760 },
] as const;

/** Things that are wider than the window, too small to press, or cut off. */
export function layoutFaults({ page }: Pick<ChromiumPerson, "page">): Promise<string[]> {
  return page.evaluate((hit) => {
    const faults: string[] = [];
    const wider = document.documentElement.scrollWidth - innerWidth;
    if (wider > 0) faults.push(`${wider} px wider than the window`);
    const shown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest("[inert], .visually-hidden, .skip") === null;
    const nameOf = (element: Element) =>
      `<${element.localName} class="${element.className}"> ` +
      (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40);
    const targets = "button, select, input:not([type=range]), textarea, summary, [role=tab], a.btn";
    for (const target of document.querySelectorAll(targets)) {
      if (!shown(target)) continue;
      const box = (target.closest("label") ?? target).getBoundingClientRect();
      if (box.width < hit - 0.5 || box.height < hit - 0.5) {
        faults.push(`${Math.round(box.width)} × ${Math.round(box.height)}: ${nameOf(target)}`);
      }
    }
    for (
      const label of document.querySelectorAll<HTMLElement>(".btn, [role=menuitem], [role=tab]")
    ) {
      if (!shown(label) || label.querySelector(".truncate") !== null) continue;
      if (label.scrollWidth > label.clientWidth + 1) faults.push(`cut off: ${nameOf(label)}`);
    }
    return faults;
  }, HIT);
}

/** What axe-core finds, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  // Legacy mode looks at this page alone and opens no second one for its report: there are no frames.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ""}`)
  );
}

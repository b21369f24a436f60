// What is wrong with a screen, found by rules: axe-core, width, size of targets, labels cut off.
import AxeBuilder from "@/tests/packages/axe.ts";
import type { Page } from "@/tests/packages/playwright.ts";
import type { ChromiumPerson } from "./chromium.ts";

/** Least width and height of whatever one presses, in CSS pixels (WCAG 2.5.5). */
const HIT = 44;
/** The file of icons is there by then, on a busy machine too. */
const ICONS_MS = 20_000;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Sizes of windows that the design names. */
export const VIEWPORTS = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  { width: 1280, height: 760 },
] as const;

/** Things that are wider than the window, too small to press, cut off, or not painted at all. */
export function layoutFaults({ page }: Pick<ChromiumPerson, "page">): Promise<string[]> {
  return page.evaluate(async ([hit, iconsMs]) => {
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
    for (const tipped of document.querySelectorAll("[data-tip]")) {
      if (!shown(tipped)) continue;
      // What it would be if it were shown: the name of a button that has only an icon.
      const tip = getComputedStyle(tipped, "::after");
      if (tip.display === "none") continue;
      const [shift = "0"] = tip.translate.split(" ");
      const width = tip.boxSizing === "border-box"
        ? parseFloat(tip.width)
        : parseFloat(tip.width) + parseFloat(tip.paddingLeft) + parseFloat(tip.paddingRight);
      const left = tipped.getBoundingClientRect().left + tipped.clientLeft + parseFloat(tip.left) +
        (shift.endsWith("%") ? width * parseFloat(shift) / 100 : parseFloat(shift) || 0);
      if (left < -0.5 || left + width > innerWidth + 0.5) {
        faults.push(
          `tip from ${Math.round(left)} to ${Math.round(left + width)}: ${nameOf(tipped)}`,
        );
      }
    }
    const unpainted = () =>
      [...document.querySelectorAll<SVGUseElement>("svg use")].filter((shape) => {
        const svg = shape.ownerSVGElement;
        if (svg === null || !shown(svg)) return false;
        const { width, height } = shape.getBBox();
        return width + height === 0;
      });
    // The file of icons arrives after the page, and no event tells of it.
    const until = performance.now() + iconsMs;
    while (unpainted().length > 0 && performance.now() < until) {
      await new Promise((done) => requestAnimationFrame(done));
    }
    for (const shape of unpainted()) faults.push(`not painted: ${shape.href.baseVal}`);
    return faults;
  }, [HIT, ICONS_MS] as const);
}

/** What remains of a window of 1280 × 800 at 400 % (WCAG 1.4.10), and of 1024 × 640. */
export const LITTLE = [{ width: 320, height: 200 }, { width: 256, height: 160 }] as const;

/** Controls that nobody can get to see, or that something else lies over when they are. */
export function reachFaults({ page }: Pick<ChromiumPerson, "page">): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const shown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest("[inert], .visually-hidden, .skip") === null;
    const covers = (element: Element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return left <= 0 && top <= 0 && right >= innerWidth && bottom >= innerHeight;
    };
    const panel = [...document.querySelectorAll(".panel")].find(covers);
    const over = [...document.querySelectorAll("dialog[open], .menu:popover-open")].at(-1) ?? panel;
    const targets = "button, select, input, textarea, summary, [role=tab], a[href]";
    for (const target of (over ?? document).querySelectorAll(targets)) {
      if (!shown(target)) continue;
      const seen = target.closest("label") ?? target;
      seen.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const { left, right, top, bottom } = seen.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const name = `<${target.localName} class="${target.className}"> ` +
        (target.getAttribute("aria-label") ?? target.textContent ?? "").trim().slice(0, 40);
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
        faults.push(`out of reach at ${Math.round(x)}, ${Math.round(y)}: ${name}`);
        continue;
      }
      const hit = document.elementFromPoint(x, y);
      if (hit === null || (!seen.contains(hit) && !hit.contains(seen))) {
        faults.push(`under <${hit?.localName} class="${hit?.className}">: ${name}`);
      }
    }
    return faults;
  });
}

/** What axe-core finds, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  // Legacy mode looks at this page alone and opens no second one for its report: there are no frames.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ""}`)
  );
}

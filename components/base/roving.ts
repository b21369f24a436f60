// Arrow keys go through the items of a menu or a toolbar, as in every desktop program.
import { isSeen } from "./guarded_calls.ts";

/** The items among which the arrows go. */
const ITEMS = "button:not(:disabled), a[href], [role^=menuitem], [role=tab]";

/** Handles one key. `axis` tells which arrows count; Home and End always do. */
export function rove(event: KeyboardEvent, axis: "vertical" | "horizontal"): void {
  const container = event.currentTarget;
  if (!(container instanceof HTMLElement)) return;
  const items = visibleItems(container);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = next(event.key, { at, count: items.length, axis, rtl: isRtl(container) });
  if (to === null) return;
  event.preventDefault();
  items[to]?.focus();
}

/** Items, in the order of the document; without those of popovers inside. Asks for no layout. */
export function itemsOf(container: HTMLElement): HTMLElement[] {
  const popover = container.closest("[popover]");
  return [...container.querySelectorAll<HTMLElement>(ITEMS)].filter((item) =>
    item.closest("[popover]") === popover
  );
}

/** Those that can be seen. While something has changed and is not laid out the browser does that first. */
export function visibleItems(container: HTMLElement): HTMLElement[] {
  return itemsOf(container).filter(isSeen);
}

function next(
  key: string,
  { at, count, axis, rtl }: { at: number; count: number; axis: string; rtl: boolean },
): number | null {
  const forward = axis === "vertical" ? "ArrowDown" : rtl ? "ArrowLeft" : "ArrowRight";
  const back = axis === "vertical" ? "ArrowUp" : rtl ? "ArrowRight" : "ArrowLeft";
  switch (key) {
    case forward:
      return (at + 1) % count;
    case back:
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

function isRtl(element: HTMLElement): boolean {
  return getComputedStyle(element).direction === "rtl";
}

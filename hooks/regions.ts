// F6 goes from region to region: head, stage, bar, panel.
import { regionsInPage } from "@/components/base/regions.ts";
import { isSeen } from "@/components/base/guarded_calls.ts";

const STOPS = "button:not(:disabled), a[href], input, textarea, select, [tabindex]";

/** Moves the focus into the next region (`by` 1) or the one before (-1). */
export function focusRegion(by: 1 | -1): void {
  const regions = regionsInPage().filter(isSeen);
  if (regions.length === 0) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const start = at < 0 && by < 0 ? 0 : at;
  const region = regions[(start + by + regions.length) % regions.length];
  if (region) firstStop(region).focus();
}

/** Where the Tab key would stop first; the region itself takes the focus if it can. */
function firstStop(region: HTMLElement): HTMLElement {
  if (region.hasAttribute("tabindex")) return region;
  const stops = [...region.querySelectorAll<HTMLElement>(STOPS)];
  return stops.find((stop) => stop.tabIndex >= 0 && isSeen(stop)) ?? region;
}

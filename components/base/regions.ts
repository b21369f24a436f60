// The regions of a call, which F6 goes through: each component notes the element that is its own.

import { classes } from "./classes.ts";

/** In the order in which F6 goes. */
const NAMES = ["header", "stage", "bar", "panel"] as const;

type RegionName = typeof NAMES[number];

/** How a region is made. */
interface RegionState {
  class: string;
  /** False while the call's screen is made ahead of the call. */
  isShown: boolean;
}

const shown = new Map<RegionName, HTMLElement>();

function refOf(name: RegionName) {
  return (element: HTMLElement | null): void => {
    if (element) shown.set(name, element);
    else shown.delete(name);
  };
}

/** For the `ref` of the element that is the region. */
export const regionRef = {
  header: refOf("header"),
  stage: refOf("stage"),
  bar: refOf("bar"),
  panel: refOf("panel"),
} as const satisfies Record<RegionName, unknown>;

/**
 * Class and `ref` of an element that is a region of the call. While the call's screen is only made
 * ahead, it is none: hidden, and no key goes there.
 */
export function regionProps(name: RegionName, { class: own, isShown }: RegionState) {
  return {
    class: classes(own, { "is-ahead": !isShown }),
    ref: isShown ? regionRef[name] : null,
  };
}

/** The element that is this region; null while it is not in the page. */
export function regionOf(name: RegionName): HTMLElement | null {
  return shown.get(name) ?? null;
}

/** All regions that are in the page, in the order of F6. */
export function regionsInPage(): HTMLElement[] {
  return NAMES.flatMap((name) => shown.get(name) ?? []);
}

// The regions of a call, which F6 goes through: each component notes the element that is its own.

/** In the order in which F6 goes. */
const NAMES = ["header", "stage", "bar", "panel"] as const;

type RegionName = typeof NAMES[number];

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

/** The element that is this region; null while it is not in the page. */
export function regionOf(name: RegionName): HTMLElement | null {
  return shown.get(name) ?? null;
}

/** All regions that are in the page, in the order of F6. */
export function regionsInPage(): HTMLElement[] {
  return NAMES.flatMap((name) => shown.get(name) ?? []);
}

// What pages and islands may use on both sides: IS_BROWSER, asset(), Head. Safe to bundle.
import type { ComponentChildren } from "preact";
import { hooks } from "./runtime_hooks.ts";

/** True in the browser, false while the server renders. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/**
 * The URL of a static file with its content's hash, which is cached for ever. Call it while
 * rendering: outside of a request the path comes back as it is (and is revalidated).
 */
export function asset(path: string): string {
  return hooks.asset(path);
}

/**
 * Adds its children to the page's head when the server renders; of two titles, or two elements
 * with the same key, id or (for `<meta>`) name, the later one stays. In the browser it does nothing.
 */
export function Head(props: { children?: ComponentChildren }): null {
  hooks.head(props.children);
  return null;
}

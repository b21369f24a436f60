// What a test may do as a person, whichever browser that person uses.
import type { Locale } from "@/i18n/locales.ts";
import type { Guard } from "./guards.ts";

/** Roles that steps look things up by. */
export type Role =
  | "button"
  | "textbox"
  | "link"
  | "checkbox"
  | "combobox"
  | "dialog"
  | "group"
  | "heading"
  | "list"
  | "log"
  | "menuitem"
  | "menuitemradio"
  | "region"
  | "status";

/** A whole accessible name, or a pattern. A name may go on after a comma, colon or bracket. */
export type Name = string | RegExp;

/** A person with a page of their own. */
export interface Person {
  readonly name: string;
  readonly locale: Locale;
  readonly browser: "chromium" | "firefox" | "webkit";
  readonly guard: Guard;
  /** Opens a path of the product or a whole URL. */
  goto(path: string): Promise<void>;
  /** Runs a function in the page. It may use only its argument and the page's own globals. */
  evaluate<R, A>(run: (arg: A) => R | Promise<R>, arg: A): Promise<R>;
  /** Clicks the one visible element with this role and name; waits until it is there. */
  click(role: Role, name: Name, options?: { timeout?: number }): Promise<void>;
  /** Types into the text box with this label, in place of what it held. */
  fill(label: Name, text: string): Promise<void>;
  /** Presses a key like "Enter" on whatever has the focus. */
  press(key: string): Promise<void>;
  /** True if a visible element with this role and name is on the page now. */
  sees(role: Role, name: Name): Promise<boolean>;
  /** Everything the page shows as text. */
  text(): Promise<string>;
  screenshot(path: string): Promise<void>;
  /** Closes the page (and what belongs to this person alone). */
  close(): Promise<void>;
}

/** What can be chosen about a person in any browser. */
export interface PersonOptions {
  name: string;
  /** Kyrgyz when not given. */
  locale?: Locale;
  viewport?: { width: number; height: number };
}

/** The least a phone and a laptop have in common is not enough for a call beside a chat; this is. */
export const VIEWPORT = { width: 1000, height: 640 };

/** The pattern that an accessible name must match. */
export function namePattern(name: Name): RegExp {
  if (name instanceof RegExp) return name;
  return new RegExp(`^\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*(?:$|[,:(*])`);
}

// Which key does what. A Latin layout is read by what its keys print: what prints M mutes, wherever it
// is. Other layouts are read by place: on a Kyrgyz one the key in M's place prints «ь».

/** What keys can do during a call. */
export type Action =
  | "mic"
  | "camera"
  | "screen"
  | "chat"
  | "people"
  | "hand"
  | "layout"
  | "full"
  | "pip"
  | "react"
  | "help"
  | "regionNext"
  | "regionBack"
  | "pinSelf"
  | { pin: number };

/** The part of a `KeyboardEvent` that is looked at. */
export interface Press {
  code: string;
  key: string;
  repeat: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** The key for a third sign (AltGr) is held, which not every system reports as Alt. */
  altGraph?: boolean;
}

/** Where the press lands, and what is allowed there. */
export interface Where {
  /** In a text field, or wherever else letters are meant as letters. */
  typing: boolean;
  /** A modal dialog or a menu is open: it has its own keys. */
  covered: boolean;
  /** Single keys are switched on (WCAG 2.1.4). */
  singleKeys: boolean;
}

/** Single keys, as the list of shortcuts shows them. */
export const SINGLE_KEYS = {
  M: "mic",
  V: "camera",
  D: "screen",
  C: "chat",
  P: "people",
  R: "hand",
  W: "layout",
  S: "full",
  I: "pip",
  E: "react",
} as const satisfies Record<string, Action>;

/** The two that work while typing, with Ctrl or ⌘. */
const COMMAND_KEYS = { D: "mic", E: "camera" } as const satisfies Record<
  string,
  Action
>;

/** What a press means, or null: it is not ours. */
export function actionOf(press: Press, where: Where): Action | null {
  const { code, repeat, ctrlKey, metaKey, altKey, shiftKey, altGraph = false } = press;
  if (repeat || altKey || altGraph) return null;
  if (code === "F6" && !ctrlKey && !metaKey) return shiftKey ? "regionBack" : "regionNext";
  if (where.covered) return null;
  if (ctrlKey !== metaKey && !shiftKey) return own(COMMAND_KEYS, letterOf(press));
  if (ctrlKey || metaKey || where.typing || !where.singleKeys) return null;
  if (asksForHelp(press)) return "help";
  const digit = digitOf(press);
  if (digit !== null) return digit === 0 ? "pinSelf" : { pin: digit };
  return shiftKey ? null : own(SINGLE_KEYS, letterOf(press));
}

/** What a browser calls a key whose print it does not know, or that an input method takes. */
const NAMELESS = ["", "Unidentified", "Process"];

/**
 * The Latin letter, in upper case, that a press stands for: the one that it prints, or the one in its
 * place on a US keyboard where it prints a letter of another script. Null for all other keys: what
 * stands in M's place on a French keyboard prints a comma, and is one.
 */
function letterOf({ key, code }: Press): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const isOther = /[\p{L}\p{M}]/u.test(key) && !/[\p{Script=Latin}µ]/u.test(key);
  if (!isOther && !NAMELESS.includes(key)) return null;
  return /^Key([A-Z])$/.exec(code)?.[1] ?? null;
}

/**
 * The digit that a press stands for: printed, with Shift or without, or in the row of digits, which
 * print other things on a French or Czech keyboard unless Shift is held.
 */
function digitOf({ key, code, shiftKey }: Press): number | null {
  if (/^\d$/.test(key)) return Number(key);
  // "End" of a keypad without Num Lock, and an accent that waits for its letter ("Dead").
  if ([...key].length > 1 && !NAMELESS.includes(key)) return null;
  const placed = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return placed === undefined || shiftKey ? null : Number(placed);
}

/** What prints "?", or the key that does so on a US keyboard where a Cyrillic one prints a comma. */
function asksForHelp({ key, code, shiftKey }: Press): boolean {
  return key === "?" || (code === "Slash" && shiftKey && [",", ...NAMELESS].includes(key));
}

function own<T>(table: Readonly<Record<string, T>>, name: string | null): T | null {
  return name !== null && Object.hasOwn(table, name) ? table[name] ?? null : null;
}

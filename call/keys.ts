// Which key does what. By `event.code`, the place on the keyboard: on a Kyrgyz layout the M key types «ь».

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
  KeyM: "mic",
  KeyV: "camera",
  KeyD: "screen",
  KeyC: "chat",
  KeyP: "people",
  KeyR: "hand",
  KeyW: "layout",
  KeyS: "full",
  KeyI: "pip",
  KeyE: "react",
} as const satisfies Record<string, Action>;

/** The two that work while typing, with Ctrl or ⌘. */
export const COMMAND_KEYS = { KeyD: "mic", KeyE: "camera" } as const satisfies Record<
  string,
  Action
>;

/** What a press means, or null: it is not ours. */
export function actionOf(press: Press, where: Where): Action | null {
  const { code, repeat, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (repeat || altKey) return null;
  if (code === "F6" && !ctrlKey && !metaKey) return shiftKey ? "regionBack" : "regionNext";
  if (where.covered) return null;
  if (ctrlKey !== metaKey && !shiftKey) return own(COMMAND_KEYS, code);
  if (ctrlKey || metaKey || where.typing || !where.singleKeys) return null;
  if (press.key === "?" || (code === "Slash" && shiftKey)) return "help";
  if (shiftKey) return null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return digit === "0" ? "pinSelf" : { pin: Number(digit) };
  return own(SINGLE_KEYS, code);
}

function own<T>(table: Readonly<Record<string, T>>, code: string): T | null {
  return Object.hasOwn(table, code) ? table[code] ?? null : null;
}

// How long functions are, read off the braces of blanked code: no parser.
import type { Source } from "./source.ts";

/** A function with a body in braces. */
export interface FunctionSize {
  /** Its own name, or that of what it is assigned to; "=>" if it has none. */
  name: string;
  /** From the line of its name to its last brace. */
  lines: number;
}

const NO_FUNCTION = new Set(["if", "for", "while", "switch", "catch", "with", "await"]);
const NO_TYPE = /(?<![.\w$])(?:class|interface|type|enum|export|function|try|finally|else|do)\b/;
const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** All functions of a file that have more lines than `above`. */
export function functionsOf({ code }: Source, { above }: { above: number }): FunctionSize[] {
  const found: FunctionSize[] = [];
  const open: (FunctionSize & { from: number } | null)[] = [];
  const lineOf = (index: number) => code.slice(0, index).split("\n").length;
  for (let at = 0; at < code.length; at += 1) {
    if (code[at] === "{") {
      const head = headOf(code.slice(0, at));
      open.push(head === null ? null : { name: head.name, lines: 0, from: head.from });
    }
    if (code[at] !== "}") continue;
    const begun = open.pop() ?? null;
    if (begun === null) continue;
    const lines = lineOf(at) - lineOf(begun.from) + 1;
    if (lines > above) found.push({ name: begun.name, lines });
  }
  return found;
}

/** The head of a function whose body begins right after `before`; null if none does. */
function headOf(before: string): { name: string; from: number } | null {
  const isArrow = /=>\s*$/.test(before);
  const end = parametersEnd(isArrow ? before.replace(/=>\s*$/, "") : before);
  if (end === null) return isArrow ? { name: "=>", from: before.lastIndexOf("=>") } : null;
  const from = opening(before, end);
  const head = before.slice(0, from);
  if (isArrow) {
    const named =
      /(?:const|let)\s+([\w$]+)[^;{}]*=\s*(?:async\s*)?(?:<[^<>]*>)?\s*$|([#\w$]+)\s*[:=]\s*(?:async\s*)?$/
        .exec(head);
    return { name: named?.[1] ?? named?.[2] ?? "=>", from: named?.index ?? from };
  }
  const named = /([#\w$]+)\s*(?:<[^();]*>)?\s*$/.exec(head);
  if (named === null || NO_FUNCTION.has(named[1] ?? "")) return null;
  return { name: named[1] ?? "", from: named.index };
}

/** Where the list of parameters ends before a body, with or without the type of the result. */
function parametersEnd(before: string): number | null {
  const trimmed = before.trimEnd();
  if (trimmed.endsWith(")")) return trimmed.length - 1;
  let at = trimmed.length - 1;
  for (; at >= 0; at -= 1) {
    const char = trimmed.charAt(at);
    if (char === "}" && /^}\s*\n/.test(trimmed.slice(at))) return null; // the end of a statement
    if (char in CLOSING) at = opening(trimmed, at);
    else if (char === ":" && trimmed.slice(0, at).trimEnd().endsWith(")")) {
      if (NO_TYPE.test(trimmed.slice(at))) return null;
      return trimmed.slice(0, at).trimEnd().length - 1;
    } else if (/[;={(,]/.test(char) || /\b(?:return|case|else)$/.test(trimmed.slice(0, at + 1))) {
      return null;
    }
  }
  return null;
}

/** Index of the bracket that the one at `end` closes. */
function opening(text: string, end: number): number {
  let depth = 0;
  for (let at = end; at >= 0; at -= 1) {
    const char = text.charAt(at);
    if (char in CLOSING) depth += 1;
    else if (/[([{]/.test(char)) depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}

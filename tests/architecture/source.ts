// Reads TypeScript just well enough to see names and imports: no parser, a scanner of 60 lines.

/** A source file, as the rules look at it. */
export interface Source {
  /** Relative to the root, with forward slashes. */
  path: string;
  text: string;
  /** Comments and the inside of strings are blank; lines and columns are as in `text`. */
  code: string;
  /** Only comments are blank. */
  bare: string;
  imports: string[];
}

/** Prepares a file for the rules. */
export function readSource(path: string, text: string): Source {
  const { code, bare } = blank(text);
  return { path, text, code, bare, imports: importsIn(bare, code) };
}

/** Specifiers of every import, re-export and dynamic import with a fixed name. */
function importsIn(bare: string, code: string): string[] {
  const found = [...bare.matchAll(/\b(?:from|import)\s*\(?\s*(["'])([^"'\n]+)\1/g)];
  const written = found.filter(({ index }) => code.charAt(index) !== " "); // not within a string
  return written.map((match) => match[2] ?? "");
}

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const STRING = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/y;
const REGEXP = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
/** Text of a template up to its end or to the next inserted expression. */
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*/y;

/** `code` without comments and strings, `bare` without comments only. */
function blank(text: string): { code: string; bare: string } {
  let code = "";
  let bare = "";
  let at = 0;
  const depths: number[] = []; // brace depth of each open ${ … }, innermost last
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const put = (piece: string, kind: "comment" | "string" | "code") => {
    const spaces = piece.replace(/[^\n]/g, " ");
    code += kind === "code" ? piece : spaces;
    bare += kind === "comment" ? spaces : piece;
    at += piece.length;
  };
  const template = () => {
    put(take(TEMPLATE) ?? "", "string");
    if (text.startsWith("${", at)) {
      depths.push(0);
      put("${", "code");
    } else put(text.slice(at, at + 1), "code");
  };
  while (at < text.length) {
    const char = text.charAt(at);
    const comment = take(COMMENT);
    if (comment !== null) put(comment, "comment");
    else if (take(STRING) !== null) put(take(STRING) ?? "", "string");
    else if (char === "/" && mayStartRegExp(code) && take(REGEXP) !== null) {
      put(take(REGEXP) ?? "", "string");
    } else if (char === "`") {
      put(char, "code");
      template();
    } else {
      const depth = depths.at(-1);
      put(char, "code");
      if (depth !== undefined && char === "{") depths[depths.length - 1] = depth + 1;
      else if (depth !== undefined && char === "}") {
        if (depth > 0) depths[depths.length - 1] = depth - 1;
        else {
          depths.pop();
          template();
        }
      }
    }
  }
  return { code, bare };
}

/** After a value a slash divides; after anything else it begins a pattern. */
function mayStartRegExp(before: string): boolean {
  const end = before.trimEnd();
  if (/(?:^|[^\w$])(?:return|typeof|case|in|of)$/.test(end)) return true;
  return !/[\w$)\]"'`}<]$/.test(end);
}

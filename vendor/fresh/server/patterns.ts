// Route patterns: from file names, by how specific they are, matched against a path.

/** The directory-like place of a route or middleware; groups such as "(auth)" count as a step. */
export type Scope = readonly string[];

/** The steps of "/admin/:id" or "admin/(auth)"; a trailing "*" means the same as nothing. */
export function scopeOf(path: string): Scope {
  return path.split("/").filter((part) => part !== "" && part !== "*");
}

/** Whether what is registered at `outer` applies to a route at `inner`. */
export function covers(outer: Scope, inner: Scope): boolean {
  return startsWith(inner, outer) || startsWith(inner.filter((part) => !isGroup(part)), outer);
}

/** Whether what is registered at `scope` applies to a path that no route has; a group's never. */
export function coversPath(scope: Scope, pathname: string): boolean {
  const parts = pathname.split("/").slice(1).map(decoded);
  return scope.every((part, i) => part.includes(":") ? !!parts[i] : part === parts[i]);
}

/** The URLPattern path of a route file's path without extension: "r/[room]" → "/r/:room". */
export function patternOf(file: string): string {
  const parts = file.split("/").filter((part) => !isGroup(part));
  if (parts.at(-1) === "index") parts.pop();
  const pattern = parts.map(patternOfPart).join("");
  if (pattern === "") return "/";
  // URLPattern counts the slash to an optional part, yet no path is without one.
  return pattern.replace(/^\/:(\w+)\*$/, "/:$1(.*)").replace(/^\{\/:(\w+)\}\?$/, "/:$1([^/]*)");
}

/** Whether a pattern has parts that may vary. What is escaped means itself. */
export function isPattern(pattern: string): boolean {
  return /(^|[^\\])[:*({]/.test(pattern);
}

/** Sorts patterns so that the first one to match is the most specific one. */
export function bySpecificity(a: string, b: string): number {
  const [left, right] = [ranks(a), ranks(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The decoded parts of a path that a pattern names; null if it does not match. */
export type Matcher = (pathname: string) => Record<string, string> | null;

/** A pattern, compiled. A path with a malformed escape in a named part does not match. */
export function matcherOf(pattern: string): Matcher {
  // Most patterns are mere text, and URLPattern is slow.
  if (/^[\w\-./~]*$/.test(pattern)) return (pathname) => pathname === pattern ? {} : null;
  const compiled = new URLPattern({ pathname: pattern });
  return (pathname) => {
    const found = compiled.exec({ pathname });
    return found && decodeGroups(found.pathname.groups);
  };
}

function decodeGroups(groups: Record<string, string | undefined>): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    if (!value || /^\d+$/.test(name)) continue;
    const text = decoded(value);
    if (text === null) return null;
    params[name] = text;
  }
  return params;
}

function patternOfPart(part: string): string {
  const optional = /^\[\[(\w+)\]\]$/.exec(part)?.[1];
  if (optional !== undefined) return `{/:${optional}}?`;
  const rest = /^\[\.\.\.(\w+)\]$/.exec(part)?.[1];
  if (rest !== undefined) return `/:${rest}*`;
  const whole = /^\[(\w+)\]$/.exec(part)?.[1];
  if (whole !== undefined) return `/:${whole}`;
  const pieces = part.split(/\[(\w+)\]/); // text, name, text, name, …
  return "/" + pieces.map((piece, i) => i % 2 === 1 ? `{:${piece}}` : escapeText(piece))
    .join("");
}

function escapeText(text: string): string {
  return text.replace(/[.+*?^${}()[\]|\\:]/g, "\\$&");
}

function ranks(pattern: string): number[] {
  return pattern.replaceAll("{/", "/{").split("/").slice(1).map((part) => {
    if (part.includes("*")) return 3;
    if (part.endsWith("?")) return 2;
    return /(^|[^\\])[:(]/.test(part) ? 1 : 0;
  });
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // a malformed %-escape
  }
}

function startsWith(list: Scope, start: Scope): boolean {
  return start.every((part, i) => list[i] === part);
}

function isGroup(part: string): boolean {
  return part.startsWith("(") && part.endsWith(")");
}

// Reads the HTML that preact-render-to-string writes into a tree. It is well formed: no full parser is needed.

/** One element of a rendered page, or the text between elements. */
export type Node = Element | string;

/** An element with its attributes as they are written; an attribute without a value is "". */
export interface Element {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  children: Node[];
  parent: Element | null;
}

const VOID = new Set(["area", "br", "col", "hr", "img", "input", "link", "meta"]);
const TOKEN = /<\/([a-z][\w-]*)>|<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/gi;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? "");
}

/** The tree of a rendered fragment, under a root of its own. Throws on what it cannot read. */
export function readHtml(html: string): Element {
  const root: Element = { tag: "root", attributes: {}, children: [], parent: null };
  let open = root;
  let read = 0;
  for (const match of html.matchAll(TOKEN)) {
    if (match.index !== read) throw new Error(`unreadable: ${html.slice(read, read + 80)}`);
    const [whole, closed, opened, written = "", slash] = match;
    read += whole.length;
    if (closed !== undefined) {
      if (open.tag !== closed || !open.parent) throw new Error(`</${closed}> closes <${open.tag}>`);
      open = open.parent;
    } else if (opened !== undefined) {
      const attributes = Object.fromEntries(
        [...written.matchAll(ATTRIBUTE)].map(([, name = "", value = ""]) => [name, decoded(value)]),
      );
      const element: Element = { tag: opened, attributes, children: [], parent: open };
      open.children.push(element);
      if (slash === "" && !VOID.has(opened)) open = element;
    } else open.children.push(decoded(whole));
  }
  if (read !== html.length || open !== root) throw new Error(`<${open.tag}> is not closed`);
  return root;
}

/** All elements under this one, in the order of the document. */
export function elementsOf(element: Element): Element[] {
  return element.children.flatMap((child) =>
    typeof child === "string" ? [] : [child, ...elementsOf(child)]
  );
}

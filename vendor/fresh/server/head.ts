// The children of all <Head>s, and which elements of the page's own head they take the place of.
import { type ComponentChildren, Fragment, h, toChildArray, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** What comes into the page's head, as HTML; null when there is nothing. */
export interface HeadParts {
  html: string;
  /** The page's own head without what these parts take the place of. */
  trim(head: string): string;
}

/** Of elements with the same title, key, id or, for `<meta>`, name the last one stays. */
export function headParts(parts: ComponentChildren[]): HeadParts | null {
  const children = lastOfEach(toChildArray(parts) as ComponentChildren[]);
  if (children.length === 0) return null;
  const html = renderToString(h(Fragment, null, children));
  const names = new Set(children.flatMap(namesOf));
  return { html, trim: (head) => withoutNamed(head, names) };
}

const ATTRIBUTES = String.raw`(?:\s+[^\s=>/]+(?:="[^"]*")?)*`;
const ELEMENT = new RegExp(
  `<(?:meta|link|base)${ATTRIBUTES}\\s*/?>|<(title|style|script)${ATTRIBUTES}>[^]*?</\\1>`,
  "g",
);

function withoutNamed(head: string, names: ReadonlySet<string>): string {
  return head.replace(ELEMENT, (element) => {
    const tag = /^<\w+/.exec(element)?.[0] ?? "";
    const start = element.startsWith("<meta") ? element : element.slice(0, element.indexOf(">"));
    const attribute = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(start)?.[1];
    const [id, name] = [attribute("id"), attribute("name")];
    const isNamed = (tag === "<title" && names.has("title")) ||
      (id !== undefined && names.has(`id:${id}`)) ||
      (tag === "<meta" && name !== undefined && names.has(`meta:${name}`));
    return isNamed ? "" : element;
  });
}

/** An element that a later one shares any name with has no place left. */
function lastOfEach(children: ComponentChildren[]): ComponentChildren[] {
  const later = new Set<string>();
  return children.toReversed().filter((child) => {
    const names = namesOf(child);
    const isTaken = names.some((name) => later.has(name));
    for (const name of names) later.add(name);
    return !isTaken;
  }).reverse();
}

/** The names of an element, the id and the name of a `<meta>` as they stand in HTML. */
function namesOf(child: ComponentChildren): string[] {
  if (typeof child !== "object" || child === null || !("type" in child)) return [];
  const { type, key, props } = child as VNode<{ id?: unknown; name?: unknown }>;
  if (type === "title") return ["title"];
  const names = key === null || key === undefined ? [] : [`key:${key}`];
  if (typeof props.id === "string") names.push(`id:${escaped(props.id)}`);
  const isMeta = type === "meta" && typeof props.name === "string";
  // A key says by itself what an element is: of one name there may be several (theme-color).
  if (isMeta && names.length === 0) names.push(`meta:${escaped(props.name as string)}`);
  return names;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

// Role, name and state of a rendered element, as a screen reader is told them (a part of ARIA in HTML).
import { type Element, elementsOf } from "./html_tree.ts";

const ROLE_OF_TAG: Readonly<Record<string, string>> = {
  a: "link",
  aside: "complementary",
  blockquote: "blockquote",
  button: "button",
  details: "group",
  dialog: "dialog",
  fieldset: "group",
  h1: "heading",
  h2: "heading",
  h3: "heading",
  li: "listitem",
  main: "main",
  nav: "navigation",
  ol: "list",
  option: "option",
  p: "paragraph",
  section: "region",
  select: "combobox",
  textarea: "textbox",
  time: "time",
  ul: "list",
};

const ROLE_OF_INPUT: Readonly<Record<string, string>> = {
  checkbox: "checkbox",
  password: "textbox",
  radio: "radio",
  range: "slider",
  search: "searchbox",
  text: "textbox",
};

/** The role that is written, else the one that the element has by itself; "" for none. */
export function roleOf({ tag, attributes }: Element): string {
  if (attributes.role !== undefined) return attributes.role;
  if (tag === "input") return ROLE_OF_INPUT[attributes.type ?? "text"] ?? "";
  return ROLE_OF_TAG[tag] ?? "";
}

/** Whether neither eyes nor screen readers get it. */
export function isHidden(element: Element): boolean {
  return "hidden" in element.attributes || (element.parent !== null && isHidden(element.parent));
}

/** The text that is read out: without what only eyes are given. */
export function textOf(element: Element): string {
  return plainSpaces(spoken(element));
}

/** One space between words, whatever stood there, and none around them. */
export function plainSpaces(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function spoken(element: Element): string {
  return element.children.map((child) => {
    if (typeof child === "string") return child;
    if (child.attributes["aria-hidden"] === "true" || "hidden" in child.attributes) return "";
    return spoken(child);
  }).join("");
}

/** The accessible name: `aria-labelledby`, `aria-label`, a label of the field, else the text. */
export function nameOf(element: Element, root: Element): string {
  const { attributes } = element;
  const all = elementsOf(root);
  const labelledBy = attributes["aria-labelledby"];
  if (labelledBy !== undefined) {
    const label = all.find(({ attributes }) => attributes.id === labelledBy);
    if (label === undefined) throw new Error(`nothing has the id ${labelledBy}`);
    return textOf(label);
  }
  if (attributes["aria-label"] !== undefined) return attributes["aria-label"];
  const label = labelOf(element, all);
  return label === undefined ? textOf(element) : textOf(label);
}

/** Fields and groups have a label beside, around or as their first child. */
function labelOf(element: Element, all: readonly Element[]): Element | undefined {
  if (element.tag === "fieldset") return all.find((one) => one.parent === element);
  if (!["input", "select", "textarea"].includes(element.tag)) return undefined;
  const { id } = element.attributes;
  const beside = all.find(({ tag, attributes }) => tag === "label" && attributes.for === id);
  return id !== undefined && beside ? beside : around(element);
}

function around(element: Element): Element | undefined {
  let above = element.parent;
  while (above !== null && above.tag !== "label") above = above.parent;
  return above ?? undefined;
}

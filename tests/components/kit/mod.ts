// Renders components without a browser, and asks what a person would find: roles, names, states, intents.
import assert from "node:assert/strict";
import { options, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { loadMessages, LOCALES, type T, translator } from "@/i18n/messages.ts";
import { isHidden, nameOf, plainSpaces, roleOf, textOf } from "./accessible.ts";
import { type Element, elementsOf, readHtml } from "./html_tree.ts";

for (const locale of LOCALES) await loadMessages(locale);

/** Registers a test that runs in Kyrgyz, Russian and English, each with its own texts. */
export function inEachLanguage(name: string, check: (t: T) => void | Promise<void>): void {
  for (const locale of LOCALES) {
    Deno.test(`${name} (${locale})`, () => check(translator(locale)));
  }
}

type Listener = (event: unknown) => unknown;

/** The properties of every element made in this process, by the number that it carries. */
const propsOf = new Map<string, Readonly<Record<string, unknown>>>();

const before = options.vnode;
options.vnode = (made) => {
  if (typeof made.type === "string") {
    const number = String(propsOf.size + 1);
    const props = made.props as Record<string, unknown>;
    propsOf.set(number, { ...props });
    props["data-node"] = number;
  }
  before?.(made);
};

/** What the rendered page lets a person find and do. */
export class Page {
  readonly root: Element;
  readonly html: string;

  constructor(html: string) {
    this.html = html;
    this.root = readHtml(html);
  }

  /** Names of all elements with this role that are not hidden, in the order of the page. */
  names(role: string): string[] {
    return this.#all(role).map((element) => nameOf(element, this.root));
  }

  /** The one element with this role and name. Fails if there is none, or if there are several. */
  get(role: string, name: string): Element {
    const found = this.#all(role).filter((element) => nameOf(element, this.root) === name);
    assert.equal(found.length, 1, `${role} "${name}" among ${this.names(role).join(" | ")}`);
    return found[0] as Element;
  }

  /** Attributes of the one element with this role and name. */
  state(role: string, name: string): Readonly<Record<string, string>> {
    return this.get(role, name).attributes;
  }

  has(role: string, name: string): boolean {
    return this.names(role).includes(name);
  }

  /** Everything that is read out, as one line. */
  get text(): string {
    return textOf(this.root);
  }

  /** Fails unless each of these sentences can be read. */
  reads(...sentences: string[]): void {
    for (const one of sentences) assert.ok(this.text.includes(plainSpaces(one)), one);
  }

  /** Fails if one of these sentences can be read. */
  lacks(...sentences: string[]): void {
    for (const one of sentences) assert.ok(!this.text.includes(plainSpaces(one)), one);
  }

  /** A press of a mouse on what has this role and name; a disabled element swallows it. */
  press(role: string, name: string): void {
    const element = this.get(role, name);
    if ("disabled" in element.attributes) return;
    const kind = element.attributes.type;
    const switches = kind === "checkbox" || kind === "radio";
    this.#tell(element, "onClick", {});
    if (switches) this.#tell(element, "onChange", {});
  }

  /** Types a text into a field, or chooses it from a list. */
  type(role: string, name: string, value: string): void {
    const element = this.get(role, name);
    const listener = element.tag === "select" ? "onChange" : "onInput";
    assert.ok(this.#tell(element, listener, { value }), `nothing listens to ${role} "${name}"`);
  }

  /** A press of a key on what has this role and name; Enter is of no input method unless it says so. */
  key(role: string, name: string, event: Partial<KeyboardEvent>): void {
    assert.ok(this.#tell(this.get(role, name), "onKeyDown", {}, event), `no keys for "${name}"`);
  }

  /** Lets what has this role and name hear another event; says whether it listens to it. */
  hears(role: string, name: string, listener: string, event: object): boolean {
    return this.#tell(this.get(role, name), listener, {}, event);
  }

  /** Sends the page's only form. */
  submit(): void {
    const [form, ...others] = elementsOf(this.root).filter(({ tag }) => tag === "form");
    assert.ok(form && others.length === 0, "exactly one form");
    this.#tell(form, "onSubmit", {});
  }

  #all(role: string): Element[] {
    return elementsOf(this.root).filter((one) => roleOf(one) === role && !isHidden(one));
  }

  /** Calls a listener with as much of an event as components look at; says whether there was one. */
  #tell(
    element: Element,
    name: string,
    target: Readonly<Record<string, unknown>>,
    event: object = {},
  ): boolean {
    const listener = propsOf.get(element.attributes["data-node"] ?? "")?.[name];
    if (typeof listener !== "function") return false;
    const currentTarget = { closest: () => null, ...target };
    (listener as Listener)({
      currentTarget,
      target: currentTarget,
      isTrusted: false,
      detail: 1,
      preventDefault() {},
      stopPropagation() {},
      ...event,
    });
    return true;
  }
}

/** Renders what a component shows first: effects do not run, and nothing is loaded later. */
export function show(vnode: VNode): Page {
  return new Page(renderToString(vnode));
}

/** Notes which intents were called with what: `intents.note("mute")` is a function to hand over. */
export class Intents {
  readonly calls: [name: string, ...args: unknown[]][] = [];

  /** A function that notes its call, and returns `answer`. */
  note<R = void>(name: string, answer?: R): (...args: unknown[]) => R {
    return (...args) => {
      this.calls.push([name, ...args]);
      return answer as R;
    };
  }

  /** A function that notes its call by name alone: for intents that take nothing. */
  bare(name: string): () => void {
    return () => void this.calls.push([name]);
  }

  /** Fails unless exactly these calls were noted since the last question. */
  were(...expected: [name: string, ...args: unknown[]][]): void {
    assert.deepEqual(this.calls.splice(0), expected);
  }
}

// Catalogues and the translator: `t("system.joined", { name })`. Plain text only, never HTML.
import type { Locale } from "./locales.ts";
import type ky from "./ky.ts";

export { isLocale, type Locale, LOCALE_NAMES, LOCALES } from "./locales.ts";

type Source = typeof ky;

/** Name of a message. Kyrgyz is the source: a key exists when it stands in `ky.ts`. */
export type Key = keyof Source;

/** Categories of `Intl.PluralRules` that our languages use for whole numbers. */
type Category = "one" | "few" | "many" | "other";

/** A message whose text depends on `n`. */
export type Plural = { other: string } & { [C in Category]?: string };

/** One entry of a catalogue. */
export type Message = string | Plural;

/** What another language must provide: every key, and the plural forms `C` where Kyrgyz has one. */
export type CatalogueOf<C extends Category> = {
  readonly [K in Key]: Source[K] extends string ? string : { readonly [F in C]: string };
};

/** "{name} and {n}" → "name" | "n". */
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest>
  : never;

type TextOf<M> = M extends string ? M : M extends { other: infer Text } ? Text : never;

/** What has to be filled in: a number for `n`, text for the rest. */
type Params<Name extends string> = {
  readonly [P in Name]: P extends "n" ? number : string | number;
};

type Args<K extends Key> = [Names<TextOf<Source[K]>>] extends [never] ? []
  : [params: Params<Names<TextOf<Source[K]>>>];

/** Gives the text of a key. A key or placeholder that does not exist is a type error. */
export interface T {
  <K extends Key>(key: K, ...args: Args<K>): string;
  /** Its language, for the functions of `format.ts`. */
  readonly locale: Locale;
}

type Catalogue = Readonly<Record<Key, Message>>;

const translators: Partial<Record<Locale, T>> = {};

/** Makes `translator(locale)` usable. */
export async function loadMessages(locale: Locale): Promise<void> {
  translators[locale] ??= makeTranslator(locale, await catalogueOf(locale));
}

/** Path of the file that a browser gets its catalogue from; the build writes it. */
export function cataloguePath(locale: Locale): string {
  return `/gen/messages-${locale}.json`;
}

/**
 * A browser fetches the one catalogue it needs: the page has it preloaded with its hash, a language
 * chosen later comes under the bare path.
 */
async function catalogueOf(locale: Locale): Promise<Catalogue> {
  if (typeof document === "undefined") {
    // Not named in full: the bundler would put all catalogues into the browser's files.
    const file = new URL(`${locale}.ts`, import.meta.url).href;
    return (await import(file)).default;
  }
  const path = cataloguePath(locale);
  const preload = document.querySelector<HTMLLinkElement>(`link[rel=preload][href^="${path}"]`);
  return await (await fetch(preload?.href ?? path)).json();
}

/** The translator of a language; throws if {@link loadMessages} has not finished for it. */
export function translator(locale: Locale): T {
  const t = translators[locale];
  if (t === undefined) throw new Error(`messages of "${locale}" are not loaded`);
  return t;
}

function makeTranslator(locale: Locale, catalogue: Catalogue): T {
  const rules = new Intl.PluralRules(locale); // has Kyrgyz data in every engine, unlike the rest
  function t(key: Key, params: Readonly<Record<string, string | number>> = {}): string {
    const message = catalogue[key];
    const text = typeof message === "string"
      ? message
      : message[rules.select(Number(params.n)) as Category] ?? message.other;
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
  }
  return Object.assign(t, { locale });
}

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
type Words = Partial<Catalogue>;

/** Which words: those that the page of a room shows first, or all the others. */
export type WordPart = "first" | "rest";

const translators: Partial<Record<Locale, { t: T; words: Words; parts: Set<WordPart> }>> = {};
/** Whether this page shows more than the first words by now. */
let isAllWanted = false;

/** Makes `translator(locale)` usable, for all that the page shows by now. */
export async function loadMessages(locale: Locale): Promise<void> {
  await Promise.all([loadWords(locale, "first"), isAllWanted && loadWords(locale, "rest")]);
  if (isAllWanted) await loadWords(locale, "rest"); // which may have begun meanwhile
}

/**
 * Loads the other words, too: whatever comes after the first scripts may use them. Rejects with a
 * TypeError if they cannot be fetched.
 */
export async function loadAllMessages(): Promise<void> {
  isAllWanted = true;
  await Promise.all((Object.keys(translators) as Locale[]).map(loadMessages));
}

async function loadWords(locale: Locale, part: WordPart): Promise<void> {
  if (translators[locale]?.parts.has(part)) return;
  const loaded = await wordsOf(locale, part);
  const { words, parts } = translators[locale] ??= makeTranslator(locale);
  Object.assign(words, loaded);
  parts.add(part);
}

/** Path of the file that a browser gets words from; the build writes it. */
export function wordsPath(locale: Locale, part: WordPart): string {
  return part === "first" ? `/gen/messages-${locale}.json` : `/gen/more-messages-${locale}.json`;
}

/**
 * A browser fetches the words of the one language it needs: the page has the first ones preloaded
 * with their hash, and names the others with theirs. A language chosen later comes under the bare path.
 */
async function wordsOf(locale: Locale, part: WordPart): Promise<Words> {
  if (typeof document === "undefined") {
    // Not named in full: the bundler would put all catalogues into the browser's files.
    const file = new URL(`${locale}.ts`, import.meta.url).href;
    return (await import(file)).default;
  }
  const path = wordsPath(locale, part);
  const link = document.querySelector<HTMLLinkElement>(
    `link[href^="${wordsPath(locale, "first")}"]`,
  );
  const named = part === "first" ? link?.href : link?.dataset.more;
  const response = await fetch(named ?? path);
  const words: Words | null = response.ok ? await response.json().catch(() => null) : null;
  if (words === null) throw new TypeError(`${path}: no words`); // as a script that is none
  return words;
}

/** The translator of a language; throws if {@link loadMessages} has not finished for it. */
export function translator(locale: Locale): T {
  const made = translators[locale];
  if (made === undefined) throw new Error(`messages of "${locale}" are not loaded`);
  return made.t;
}

function makeTranslator(locale: Locale): { t: T; words: Words; parts: Set<WordPart> } {
  const rules = new Intl.PluralRules(locale); // has Kyrgyz data in every engine, unlike the rest
  const words: Words = {};
  function translate(key: Key, params: Readonly<Record<string, string | number>> = {}): string {
    const message = words[key] ?? key; // a server of another version may have no such text any more
    const text = typeof message === "string"
      ? message
      : message[rules.select(Number(params.n)) as Category] ?? message.other;
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
  }
  return { t: Object.assign(translate, { locale }), words, parts: new Set() };
}

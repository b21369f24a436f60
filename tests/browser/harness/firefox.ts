// A Firefox and the people in it, driven by WebDriver BiDi (puppeteer). It captures a real screen
// where a virtual X server is installed, and a drawn canvas where it is not.
import puppeteer, {
  type Browser,
  type ElementHandle,
  type Page,
} from "@/tests/packages/puppeteer.ts";
import type { Locale } from "@/i18n/locales.ts";
import { findByRole } from "./find_by_role.ts";
import { Guard } from "./guards.ts";
import { installProbe } from "./page_probe.ts";
import {
  type Name,
  namePattern,
  type Person,
  type PersonOptions,
  type Role,
  VIEWPORT,
} from "./person.ts";
import { findFirefox, findXvfb } from "./programs.ts";
import { until } from "./wait.ts";
import { VirtualScreen } from "./virtual_screen.ts";

/** An answer that has not come by then never comes, in milliseconds. */
const ANSWER_MS = 40_000;

/** What holds for everybody in one Firefox. */
export interface FirefoxOptions {
  /** Origin of the product, like "http://localhost:1234". */
  origin: string;
  /** The language it asks pages for; Kyrgyz when not given. */
  locale?: Locale;
  /** More preferences of about:config. */
  prefs?: Record<string, string | number | boolean>;
}

const PREFS = {
  "media.navigator.streams.fake": true, // a moving picture and a tone instead of real devices
  "media.navigator.permission.disabled": true, // every prompt is accepted, for screens as well
  "media.peerconnection.ice.loopback": true,
  "media.peerconnection.ice.obfuscate_host_addresses": false,
  "media.autoplay.default": 0,
};

/** One running Firefox. */
export class Firefox {
  readonly #browser: Browser;
  readonly #origin: string;
  readonly #locale: Locale;
  readonly #screen: VirtualScreen | null;

  private constructor(
    browser: Browser,
    { origin, locale, screen }: { origin: string; locale: Locale; screen: VirtualScreen | null },
  ) {
    this.#browser = browser;
    this.#origin = origin;
    this.#locale = locale;
    this.#screen = screen;
  }

  static async open({ origin, locale = "ky", prefs = {} }: FirefoxOptions): Promise<Firefox> {
    const executablePath = findFirefox();
    if (executablePath === null) throw new Error("No Firefox found: set FIREFOX to its path.");
    const screen = findXvfb() === null ? null : await VirtualScreen.open();
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath,
      headless: screen === null,
      protocolTimeout: ANSWER_MS,
      ...(screen === null ? {} : { env: { ...Deno.env.toObject(), DISPLAY: screen.display } }),
      extraPrefsFirefox: { ...PREFS, "intl.accept_languages": locale, ...prefs },
    });
    return new Firefox(browser, { origin, locale, screen });
  }

  /** A person with cookies of their own; the language is the browser's. */
  async newPerson(options: Omit<PersonOptions, "locale">): Promise<FirefoxPerson> {
    const { name, viewport = VIEWPORT } = options;
    const context = await this.#browser.createBrowserContext();
    // A tab behind another one is hidden, and others send no pictures to a page that nobody sees.
    const page = await context.newPage({ type: "window" });
    const guard = new Guard(name, [this.#origin]);
    await page.setViewport(viewport);
    await page.evaluateOnNewDocument(installProbe, { canvasScreen: this.#screen === null });
    await page.exposeFunction("__report", (kind: string, text: string) => {
      guard.noteFromPage(kind, text);
    });
    page.on("console", (message) => {
      if (message.type() === "error") guard.note("console", message.text());
    });
    page.on("pageerror", (error) => guard.note("exception", String(error)));
    page.on("dialog", async (dialog) => {
      if (dialog.type() !== "beforeunload") {
        guard.note("dialog", `${dialog.type()}: ${dialog.message()}`);
      }
      await dialog.accept();
    });
    page.on("request", (request) => guard.noteRequest(request.url()));
    return new FirefoxPerson({ name, locale: this.#locale, guard, page, origin: this.#origin });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#screen?.close();
  }
}

interface FirefoxPersonParts {
  name: string;
  locale: Locale;
  guard: Guard;
  page: Page;
  origin: string;
}

/** A person in Firefox; `page` is Puppeteer's, for what {@link Person} lacks. */
export class FirefoxPerson implements Person {
  readonly browser = "firefox";
  readonly name: string;
  readonly locale: Locale;
  readonly guard: Guard;
  readonly page: Page;
  readonly #origin: string;

  constructor({ name, locale, guard, page, origin }: FirefoxPersonParts) {
    this.name = name;
    this.locale = locale;
    this.guard = guard;
    this.page = page;
    this.#origin = origin;
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.#origin).href);
  }

  /** Firefox never answers a call that a reload of the page has overtaken: it is made once more. */
  async evaluate<R, A>(run: (arg: A) => R | Promise<R>, arg: A): Promise<R> {
    const call = () =>
      this.page.evaluate(run as (arg: unknown) => R | Promise<R>, arg) as Promise<R>;
    return await call().catch((error) => {
      if (error?.name === "ProtocolError" && /timed out/.test(error.message)) return call();
      throw error;
    });
  }

  async click(role: Role, name: Name, options: { timeout?: number } = {}): Promise<void> {
    const found = await this.#find(role, name, options);
    // Firefox calls it seen where a popover that scrolls hides it, so Puppeteer would press beside it.
    await found.evaluate((one) => one.scrollIntoView({ block: "nearest", inline: "nearest" }));
    await found.click();
  }

  async fill(label: Name, text: string): Promise<void> {
    const box = await this.#find("textbox", label);
    await box.evaluate((element) => {
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
        element.select();
      }
    });
    if (text === "") await box.press("Backspace");
    else await box.type(text);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key as Parameters<Page["keyboard"]["press"]>[0]);
  }

  async sees(role: Role, name: Name): Promise<boolean> {
    return await this.#look(role, name) !== null;
  }

  text(): Promise<string> {
    return this.evaluate(() => document.body.innerText, null);
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path: path as `${string}.png` });
  }

  async close(): Promise<void> {
    await this.page.browserContext().close();
  }

  async #find(
    role: Role,
    name: Name,
    options: { timeout?: number } = {},
  ): Promise<ElementHandle> {
    const found = await until(() => this.#look(role, name), {
      what: `a ${role} named ${name} at ${this.name}`,
      ...options,
    });
    if (found === null) throw new Error("until() returned nothing");
    return found;
  }

  async #look(role: Role, name: Name): Promise<ElementHandle | null> {
    const { source, flags } = namePattern(name);
    const found = await this.page.evaluateHandle(findByRole, { role, source, flags });
    return found.asElement() as ElementHandle | null;
  }
}

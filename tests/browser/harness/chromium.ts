// A Chromium and the people in it. Each person has a context (cookies, permissions) of their own.
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
} from "@/tests/packages/playwright.ts";
import type { Settings } from "@/call/preferences.ts";
import type { Locale } from "@/i18n/locales.ts";
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
import { findChromium } from "./programs.ts";
import { watch } from "./watch_page.ts";

/**
 * What cameras and microphones this browser has, and how it answers when a page asks for them:
 * "fake" ones given at once, "none" at all, fake ones always "denied", or fake ones given only to
 * people whose `permissions` name them ("granted").
 */
export type DeviceSetup = "fake" | "none" | "denied" | "granted";

/** What holds for everybody in one browser. */
export interface ChromiumOptions {
  /** Origin of the product, like "http://localhost:1234". */
  origin: string;
  devices?: DeviceSetup;
  /** For example "fps=10,device-count=2"; Chromium's own default when not given. */
  fakeDevice?: string;
  /** The program; the Chromium of this machine if not given. */
  executablePath?: string;
  /** Whether connections may go over 127.0.0.1, as they must without any network; true if not given. */
  loopback?: boolean;
  /** More command line switches. */
  flags?: readonly string[];
}

/** What can be chosen about one person. */
export interface ChromiumPersonOptions extends PersonOptions {
  /** Granted, like "microphone"; everything else is refused. Needs the "granted" device setup. */
  permissions?: readonly string[];
  colorScheme?: "light" | "dark";
  reducedMotion?: "reduce" | "no-preference";
  forcedColors?: "active" | "none";
  /** Let the product's service worker in. Without it no request goes unseen. */
  worker?: boolean;
  /** False for a browser that runs no script of any page. */
  scripts?: boolean;
  /** A phone: touch, mobile viewport rules, two pixels to a point. */
  phone?: boolean;
  /** A cheap camera (160 × 90 is all it gives, whatever is asked for) and a microphone as it is. */
  lightDevices?: boolean;
  /** What the product's settings are changed to before it is opened, like `{ joinMuted: true }`. */
  settings?: Partial<Settings>;
  /** A second tab of the same person's browser, with the same storage. */
  tabOf?: ChromiumPerson;
}

export const COMMON_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Whatever a page asks of a stranger fails here instead of leaving this machine.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE *.local",
];

const LANGUAGES: Record<Locale, string> = { ky: "ky-KG", ru: "ru-RU", en: "en-US" };

/** The switches for a kind of devices. */
export function deviceFlags(devices: DeviceSetup, fakeDevice?: string): string[] {
  const fake = `--use-fake-device-for-media-stream${fakeDevice ? `=${fakeDevice}` : ""}`;
  switch (devices) {
    case "fake":
      return [fake, "--use-fake-ui-for-media-stream"];
    case "none":
      return ["--use-fake-ui-for-media-stream"];
    case "denied":
      return [fake, "--deny-permission-prompts"];
    case "granted":
      return [fake];
    default:
      return devices satisfies never;
  }
}

/** One running browser. */
export class Chromium {
  readonly #browser: Browser;
  readonly #origin: string;

  private constructor(browser: Browser, origin: string) {
    this.#browser = browser;
    this.#origin = origin;
  }

  static async open(options: ChromiumOptions): Promise<Chromium> {
    const executablePath = options.executablePath ?? findChromium();
    if (executablePath === null) throw new Error("No Chromium found: set CHROMIUM to its path.");
    const { origin, devices = "fake", fakeDevice, loopback = true, flags = [] } = options;
    const own = loopback ? ["--allow-loopback-in-peer-connection"] : [];
    const args = [...COMMON_FLAGS, ...own, ...deviceFlags(devices, fakeDevice), ...flags];
    return new Chromium(await chromium.launch({ executablePath, args }), origin);
  }

  async newPerson(options: ChromiumPersonOptions): Promise<ChromiumPerson> {
    const { tabOf } = options;
    const context = tabOf?.context ?? await this.#newContext(options);
    const page = await context.newPage();
    const owner = tabOf === undefined ? context : page;
    const guard = new Guard(options.name, [this.#origin]);
    await page.addInitScript(installProbe, { canvasScreen: false });
    if (options.lightDevices) await page.addInitScript(lightenDevices);
    if (options.settings) {
      const stored = JSON.stringify(options.settings);
      await page.addInitScript((text) => localStorage.setItem("juz:settings", text), stored);
    }
    await watch(page, guard);
    const person = { ...options, guard, page, context, origin: this.#origin, owner };
    return new ChromiumPerson(person);
  }

  #newContext(options: ChromiumPersonOptions): Promise<BrowserContext> {
    const { locale = "ky", viewport = VIEWPORT, permissions, phone = false } = options;
    return this.#browser.newContext({
      locale: LANGUAGES[locale],
      viewport,
      ...(phone ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
      ...(permissions ? { permissions: [...permissions] } : {}),
      ...(options.colorScheme ? { colorScheme: options.colorScheme } : {}),
      javaScriptEnabled: options.scripts ?? true,
      serviceWorkers: options.worker ? "allow" : "block",
      ...(options.forcedColors ? { forcedColors: options.forcedColors } : {}),
      ...(options.reducedMotion ? { reducedMotion: options.reducedMotion } : {}),
    });
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** Runs in the page, before its own scripts. */
function lightenDevices(): void {
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = ({ audio = false, video = false } = {}) => {
    const { width: _w, height: _h, ...rest } = typeof video === "object" ? video : {};
    const small = { ...rest, width: { exact: 160 }, height: { exact: 90 } };
    const plain = {
      ...(typeof audio === "object" ? audio : {}),
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
    };
    return open({
      audio: audio === false ? false : plain,
      video: video === false ? false : small,
    });
  };
}

interface ChromiumPersonParts extends ChromiumPersonOptions {
  guard: Guard;
  page: Page;
  context: BrowserContext;
  origin: string;
  owner: { close(): Promise<void> };
}

/** A person in Chromium; `page` and `context` are Playwright's, for what {@link Person} lacks. */
export class ChromiumPerson implements Person {
  readonly browser = "chromium";
  readonly name: string;
  readonly locale: Locale;
  readonly guard: Guard;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly origin: string;
  readonly #owner: { close(): Promise<void> };

  constructor(parts: ChromiumPersonParts) {
    this.name = parts.name;
    this.locale = parts.locale ?? parts.tabOf?.locale ?? "ky";
    this.guard = parts.guard;
    this.page = parts.page;
    this.context = parts.context;
    this.origin = parts.origin;
    this.#owner = parts.owner;
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.origin).href, { waitUntil: "domcontentloaded" });
  }

  evaluate<R, A>(run: (arg: A) => R | Promise<R>, arg: A): Promise<R> {
    return this.page.evaluate(run as (arg: unknown) => R | Promise<R>, arg as unknown);
  }

  async click(role: Role, name: Name, options: { timeout?: number } = {}): Promise<void> {
    await this.page.getByRole(role, { name: namePattern(name) }).click(options);
  }

  async fill(label: Name, text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: namePattern(label) }).fill(text);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async sees(role: Role, name: Name): Promise<boolean> {
    return await this.page.getByRole(role, { name: namePattern(name) }).count() > 0;
  }

  text(): Promise<string> {
    return this.page.innerText("body");
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  async close(): Promise<void> {
    await this.#owner.close();
  }
}

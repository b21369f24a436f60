// A person in WebKitGTK, the engine of Safari, driven by W3C WebDriver over HTTP. Debian's has no
// WebRTC, so it shows what a browser without it gets, and that pages stand and answer in WebKit.
import { findByRole } from "./find_by_role.ts";
import { Guard } from "./guards.ts";
import {
  type Name,
  namePattern,
  type Person,
  type PersonOptions,
  type Role,
  VIEWPORT,
} from "./person.ts";
import { findWebKitDriver, findXvfb } from "./programs.ts";
import { freePort } from "./server.ts";
import { until } from "./wait.ts";
import { VirtualScreen } from "./virtual_screen.ts";

/** How long one answer of the driver may take; a page whose thread stands still gives none. */
const ANSWER_MS = 20_000;
/** How long the driver may take to start. */
const START_MS = 30_000;
/** Cameras, microphones and a screen that are drawn and beep, and are given without asking. */
const ARGS = ["--automation", "--enable-mock-capture-devices=TRUE"];
/** It asks for the language of its machine; for this one, which is none, pages come in Kyrgyz. */
const NO_LANGUAGE = { LC_ALL: "C.UTF-8" };
/** The property that WebDriver puts a reference to an element in. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** WebDriver's code points for keys without a letter. */
const KEYS: Record<string, string> = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004" };

type ElementRef = { [ELEMENT]: string };

/** Set by the test command when WebKit has started once: its files need not try again. */
export const WEBKIT_STARTS = "WEBKIT_STARTS";

/**
 * Why tests with WebKit cannot run here, or null when they can. For `ignore` of such tests. It is
 * tried, as not every container lets it start.
 */
export async function webKitMissing(): Promise<string | null> {
  if (Deno.env.get(WEBKIT_STARTS) === "1") return null;
  if (findWebKitDriver() === null) {
    return "WebKit is not installed (webkit2gtk-driver, or set WEBKIT_DRIVER to its path)";
  }
  if (findXvfb() === null) return "Xvfb is not installed, and WebKit needs a screen";
  try {
    const nobody = await openWebKitPerson({ name: "nobody", origin: "http://localhost" });
    await nobody.close();
    return null;
  } catch (error) {
    return `WebKit does not start here: ${error instanceof Error ? error.message : error}`;
  }
}

/** Starts a browser of its own for one person; its pages are Kyrgyz. */
export async function openWebKitPerson(
  { name, origin, viewport = VIEWPORT }: Omit<PersonOptions, "locale"> & { origin: string },
): Promise<WebKitPerson> {
  const path = findWebKitDriver();
  if (path === null) throw new Error("No WebKitWebDriver found: set WEBKIT_DRIVER to its path.");
  const screen = await VirtualScreen.open();
  const port = freePort();
  const process = new Deno.Command(path, {
    args: [`--port=${port}`],
    env: { ...NO_LANGUAGE, DISPLAY: screen.display, LIBGL_ALWAYS_SOFTWARE: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  let runs = true;
  const ended = process.status.then(() => runs = false);
  const end = async () => {
    if (runs) Deno.kill(-process.pid, "SIGKILL"); // with all it started, even if a page stands still
    await ended;
    await screen.close();
  };
  try {
    const driver = await Driver.open(`http://127.0.0.1:${port}`);
    await driver.post("/window/rect", viewport);
    return new WebKitPerson({ name, origin, driver, end });
  } catch (error) {
    await end();
    throw error;
  }
}

/** One session of the driver. */
class Driver {
  private constructor(readonly session: string) {}

  static async open(origin: string): Promise<Driver> {
    await until(() => send("GET", `${origin}/status`), {
      what: "WebKit's driver",
      timeout: START_MS,
    });
    const { sessionId } = await send("POST", `${origin}/session`, {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { args: ARGS } } },
    }) as { sessionId: string };
    return new Driver(`${origin}/session/${sessionId}`);
  }

  post(path: string, body: unknown = {}): Promise<unknown> {
    return send("POST", this.session + path, body);
  }

  async close(): Promise<void> {
    await send("DELETE", this.session);
  }
}

async function send(method: string, url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(ANSWER_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = await response.json() as { value: unknown };
  if (response.ok) return value;
  throw new Error(`WebKit: ${method} ${new URL(url).pathname}: ${JSON.stringify(value)}`);
}

interface WebKitPersonParts {
  name: string;
  origin: string;
  driver: Driver;
  /** Ends the driver and what it stands on. */
  end: () => Promise<void>;
}

/**
 * A person in WebKit. It has no screenshots (the driver waits for ever for a picture), and its guard
 * sees what goes wrong after the first look at a page, but no requests.
 */
export class WebKitPerson implements Person {
  readonly browser = "webkit";
  readonly locale = "ky";
  readonly name: string;
  readonly guard: Guard;
  readonly #origin: string;
  readonly #driver: Driver;
  readonly #end: () => Promise<void>;

  constructor({ name, origin, driver, end }: WebKitPersonParts) {
    this.name = name;
    this.guard = new Guard(name, [origin]);
    this.#origin = origin;
    this.#driver = driver;
    this.#end = end;
  }

  async goto(path: string): Promise<void> {
    await this.#driver.post("/url", { url: new URL(path, this.#origin).href });
  }

  async evaluate<R, A>(run: (arg: A) => R | Promise<R>, arg: A): Promise<R> {
    const { value, thrown, problems } = await this.#driver.post("/execute/async", {
      script: `(${runWatched})(${run}, ...arguments)`,
      args: [arg],
    }) as { value: R; thrown: string | null; problems: [kind: string, text: string][] };
    for (const [kind, text] of problems) this.guard.noteFromPage(kind, text);
    if (thrown !== null) throw new Error(thrown);
    return value;
  }

  async click(role: Role, name: Name, options: { timeout?: number } = {}): Promise<void> {
    await this.#driver.post(`/element/${await this.#find(role, name, options)}/click`);
  }

  async fill(label: Name, text: string): Promise<void> {
    const box = `/element/${await this.#find("textbox", label)}`;
    await this.#driver.post(`${box}/clear`);
    if (text !== "") await this.#driver.post(`${box}/value`, { text });
  }

  async press(key: string): Promise<void> {
    const value = KEYS[key] ?? key;
    const actions = [{ type: "keyDown", value }, { type: "keyUp", value }];
    await this.#driver.post("/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async sees(role: Role, name: Name): Promise<boolean> {
    return await this.#look(role, name) !== null;
  }

  text(): Promise<string> {
    return this.evaluate(() => document.body.innerText, null);
  }

  screenshot(): Promise<void> {
    return Promise.reject(new Error("WebKit gives no screenshots"));
  }

  async close(): Promise<void> {
    await this.#driver.close().catch(() => {}); // its thread may stand still
    await this.#end();
  }

  async #find(role: Role, name: Name, { timeout }: { timeout?: number } = {}): Promise<string> {
    const found = await until(() => this.#look(role, name), {
      what: `a ${role} named ${name} at ${this.name}`,
      ...(timeout === undefined ? {} : { timeout }),
    });
    return found![ELEMENT];
  }

  #look(role: Role, name: Name): Promise<ElementRef | null> {
    const { source, flags } = namePattern(name);
    const look = findByRole as (wanted: Parameters<typeof findByRole>[0]) => unknown;
    return this.evaluate(look, { role, source, flags }) as Promise<ElementRef | null>;
  }
}

/** Runs in the page: `run`, and tells all that went wrong since the last time this ran there. */
async function runWatched(
  run: (arg: unknown) => unknown,
  arg: unknown,
  tell: (told: { value: unknown; thrown: string | null; problems: unknown }) => void,
): Promise<void> {
  const page = globalThis as { __problems?: [kind: string, text: string][] };
  if (page.__problems === undefined) {
    const problems: [kind: string, text: string][] = page.__problems = [];
    addEventListener("error", ({ message }) => problems.push(["exception", message]));
    addEventListener("unhandledrejection", ({ reason }) => {
      problems.push(["rejection", String(reason)]);
    });
    document.addEventListener("securitypolicyviolation", (event) => {
      problems.push(["csp", `${event.effectiveDirective} blocked ${event.blockedURI}`]);
    });
    const { error } = console;
    console.error = (...words: unknown[]) => {
      problems.push(["console", words.join(" ")]);
      error(...words);
    };
  }
  let value: unknown = null;
  let thrown: string | null = null;
  try {
    value = await run(arg);
  } catch (error) {
    thrown = String(error);
  }
  tell({ value, thrown, problems: page.__problems.splice(0) });
}

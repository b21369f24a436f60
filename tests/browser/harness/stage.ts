// Where a browser test plays: a server and browsers for the whole file, fresh people for each test.
import { Chromium, type ChromiumPerson, type ChromiumPersonOptions } from "./chromium.ts";
import type { ChromiumOptions } from "./chromium.ts";
import type { Locale } from "@/i18n/locales.ts";
import { Firefox, type FirefoxPerson } from "./firefox.ts";
import type { Person, PersonOptions } from "./person.ts";
import { buildOnce, Server, type ServerOptions } from "./server.ts";
import { fileName, shoot } from "./shots.ts";
import { openWebKitPerson, type WebKitPerson } from "./webkit.ts";
import { Client } from "../../signaling/socket_kit.ts";

/** What a test gets. */
export interface StagedCall {
  /** A person in the file's Chromium, or in another one if `devices` or `flags` differ from it. */
  newPerson(options: ChromiumPersonOptions & BrowserChoice): Promise<ChromiumPerson>;
  /** A person in Firefox. */
  newFirefoxPerson(options: PersonOptions): Promise<FirefoxPerson>;
  /** A person in WebKit, the engine of Safari; Debian's has no WebRTC. */
  newWebKitPerson(options: Omit<PersonOptions, "locale">): Promise<WebKitPerson>;
  /** Somebody without a browser: a socket in the scene's room that does what it is told. */
  newBot(name: string): Promise<Client>;
  /** The product; null when the stage was given an `origin`. */
  server: Server | null;
  /** Where people go. */
  origin: string;
  /** A room name that no other test uses. */
  room: string;
}

type BrowserChoice = Partial<Pick<ChromiumOptions, "devices" | "fakeDevice" | "flags">>;

/** What holds for all tests of a file. */
export interface StageOptions extends BrowserChoice {
  /**
   * False where devices as people have them are tested. Otherwise cameras are small and microphones
   * unprocessed: the fake ones beep at once and alike, which echo cancellation may take for echo.
   */
  lightDevices?: boolean;
  server?: ServerOptions;
  /** Starts something else than the product and gives its origin. */
  origin?: () => string | Promise<string>;
}

/** Sets the stage for a test file; call it once, at the top. */
export function setStage(options: StageOptions = {}): Stage {
  const stage = new Stage(options);
  Deno.test.afterAll(() => stage.close());
  return stage;
}

/** The running server and browsers of one test file; made by {@link setStage}. */
export class Stage {
  readonly #options: StageOptions;
  readonly #chromiums = new Map<string, Promise<Chromium>>();
  #server: Promise<Server> | null = null;
  readonly #firefoxes = new Map<Locale, Promise<Firefox>>();
  #rooms = 0;

  constructor(options: StageOptions) {
    const light = options.lightDevices ?? true;
    this.#options = light ? { fakeDevice: "fps=10", ...options } : options;
  }

  /** Makes the function of a `Deno.test`: people are checked and sent home at its end. */
  scene(play: (scene: StagedCall) => Promise<void>): (t: Deno.TestContext) => Promise<void> {
    return async (t) => {
      const people: Person[] = [];
      const bots: Client[] = [];
      const room = `бөлмө-${++this.#rooms}`;
      const server = await this.#startServer();
      const origin = server?.url ?? await this.#options.origin?.() ?? "";
      const add = <P extends Person>(person: P) => (people.push(person), person);
      const scene: StagedCall = {
        server,
        origin,
        room,
        newPerson: async (given) => {
          const options = { lightDevices: this.#options.lightDevices ?? true, ...given };
          return add(await (await this.#chromium(origin, setupFor(options))).newPerson(options));
        },
        newFirefoxPerson: async (options) =>
          add(await (await this.#firefox(origin, options.locale ?? "ky")).newPerson(options)),
        newWebKitPerson: async (options) => add(await openWebKitPerson({ ...options, origin })),
        newBot: async (name) => {
          const bot = await Client.connect(origin, { transports: ["websocket"] });
          bots.push(bot);
          await bot.join(room, { name });
          return bot;
        },
      };
      try {
        await playAndCheck(() => play(scene), { people, server, title: t.name });
      } finally {
        for (const bot of bots) bot.close();
      }
      await this.#closeExtras(origin);
    };
  }

  async #startServer(): Promise<Server | null> {
    if (this.#options.origin !== undefined) return null;
    this.#server ??= buildOnce().then(() => Server.start(this.#options.server));
    return await this.#server;
  }

  #chromium(origin: string, choice: BrowserChoice): Promise<Chromium> {
    const { devices, fakeDevice, flags } = { ...this.#options, ...choice };
    const key = keyOf(origin, { ...this.#options, ...choice });
    const known = this.#chromiums.get(key);
    if (known !== undefined) return known;
    const opened = Chromium.open({
      origin,
      ...(devices === undefined ? {} : { devices }),
      ...(fakeDevice === undefined ? {} : { fakeDevice }),
      ...(flags === undefined ? {} : { flags }),
    });
    this.#chromiums.set(key, opened);
    return opened;
  }

  #firefox(origin: string, locale: Locale): Promise<Firefox> {
    const opened = this.#firefoxes.get(locale) ?? Firefox.open({ origin, locale });
    this.#firefoxes.set(locale, opened);
    return opened;
  }

  /** Browsers with other devices or flags than the file's own are closed after each test. */
  async #closeExtras(origin: string): Promise<void> {
    const own = keyOf(origin, this.#options);
    for (const [key, browser] of this.#chromiums) {
      if (key === own) continue;
      this.#chromiums.delete(key);
      await (await browser).close();
    }
  }

  /** Closes everything that was started. */
  async close(): Promise<void> {
    const running = [...this.#chromiums.values(), ...this.#firefoxes.values()];
    await Promise.allSettled(running.map(async (browser) => await (await browser).close()));
    if (this.#server === null) return;
    const server = await this.#server;
    server.assertAlive();
    await server.stop();
  }
}

function keyOf(
  origin: string,
  { devices = "fake", fakeDevice, flags = [] }: BrowserChoice,
): string {
  return JSON.stringify([origin, devices, fakeDevice, flags]);
}

/** Whoever names permissions needs a browser that does not grant everything. */
function setupFor(options: ChromiumPersonOptions & BrowserChoice): BrowserChoice {
  if (options.permissions === undefined || options.devices !== undefined) return options;
  return { ...options, devices: "granted" };
}

interface Played {
  people: Person[];
  server: Server | null;
  title: string;
}

async function playAndCheck(play: () => Promise<void>, { people, server, title }: Played) {
  try {
    await play();
    await Promise.all(people.map(settle));
    server?.assertAlive();
    for (const person of people) person.guard.assertClean();
  } catch (error) {
    throw await withWhatWasSeen(error, { people, server, title });
  } finally {
    await Promise.allSettled(people.map((person) => person.close()));
  }
}

/** One round trip, so that reports that are under way arrive before they are counted. */
async function settle(person: Person): Promise<void> {
  await person.evaluate(() => null, null).catch(() => {}); // a closed page has nothing to report
}

async function withWhatWasSeen(error: unknown, { people, server, title }: Played): Promise<Error> {
  const notes = people.flatMap(({ name, guard }) =>
    guard.problems.map(({ kind, text }) => `  ${name}| ${kind}: ${text}`)
  );
  if (server !== null) notes.push(server.endedBecause ?? "", server.output);
  const folder = Deno.env.get("SHOTS");
  for (const person of folder === undefined ? [] : people) {
    await shoot(person, `${title} ${person.name}`, `${folder}/failed`)
      .then(() => notes.push(`  see failed/${fileName(`${title} ${person.name}`)}.png`))
      .catch((reason) => notes.push(`  no screenshot of ${person.name}: ${reason}`));
  }
  const told = error instanceof Error ? error : new Error(String(error));
  told.message = [told.message, ...notes].filter(Boolean).join("\n");
  return told;
}

// The product, a coturn and browsers, each at its own place in a network made for the test.
import type { TurnProbeResult } from "@/call/connection_test/turn_probe.ts";
import { iceCredentials } from "@/signaling/media/ice.ts";
import {
  Chromium,
  type ChromiumPerson,
  type ChromiumPersonOptions,
} from "../browser/harness/chromium.ts";
import { findChromium } from "../browser/harness/programs.ts";
import { installStopwatch } from "../browser/harness/stopwatch.ts";
import { until } from "../browser/harness/wait.ts";
import { type Certificate, selfSigned } from "../fakes/certificate.ts";
import { bracketed } from "./addresses.ts";
import type { Client, Lab } from "./lab.ts";
import type {} from "./probe_page.ts";

/** Of the product, by TCP, and by UDP of its STUN server. */
export const PORT = 7007;
const RELAY_PORT = 3478;
const RELAY_TLS_PORT = 5349;
const SECRET = "a secret between two servers";
const NAMES: Record<Client, string> = { a: "Асан", b: "Гүлнар" };

/** Which of the ways to the relay the people are told of. */
export type Transport = "udp" | "tcp" | "tls";

export interface TownOptions {
  relays?: readonly Transport[];
  /** The product's own STUN server is told instead of coturn. */
  ownStun?: boolean;
  /** Cheap cameras and microphones, unless it is false. */
  light?: boolean;
}

/** Everybody in one network; `await using` sends them home. */
export class Town implements AsyncDisposable {
  readonly people: Record<Client, ChromiumPerson>;
  readonly relay: Relay;
  readonly #browsers: Record<Client, Chromium>;
  readonly #ending: (() => Promise<unknown>)[];

  private constructor(
    { people, relay, browsers, ending }: {
      browsers: Record<Client, Chromium>;
      people: Record<Client, ChromiumPerson>;
      relay: Relay;
      ending: (() => Promise<unknown>)[];
    },
  ) {
    this.people = people;
    this.relay = relay;
    this.#browsers = browsers;
    this.#ending = ending;
  }

  static async open(lab: Lab, options: TownOptions = {}): Promise<Town> {
    const { light = true } = options;
    const ending: (() => Promise<unknown>)[] = [];
    try {
      const certificate = selfSigned();
      const relay = await Relay.start(lab, certificate);
      ending.push(() => relay.kill(), startProduct(lab, options));
      await until(() => answers(lab, PORT), {
        what: "the product to listen",
        timeout: 30_000,
        ok: Boolean,
      });
      const open = async (client: Client) => {
        const browser = await openBrowser(lab, { client, certificate });
        ending.push(() => browser.close());
        return browser;
      };
      const browsers = { a: await open("a"), b: await open("b") };
      const personAt = (client: Client) =>
        openPerson(browsers[client], { name: NAMES[client], lightDevices: light });
      const people = { a: await personAt("a"), b: await personAt("b") };
      return new Town({ people, relay, browsers, ending });
    } catch (error) {
      await endAll(ending);
      throw error;
    }
  }

  /** One more person at a place, who leaves with the others. */
  newPerson(client: Client, options: ChromiumPersonOptions): Promise<ChromiumPerson> {
    return openPerson(this.#browsers[client], options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endAll(this.#ending);
  }
}

async function openPerson(
  browser: Chromium,
  options: ChromiumPersonOptions,
): Promise<ChromiumPerson> {
  const person = await browser.newPerson(options);
  person.guard.allow(/^foreign: ICE server/, /net::ERR_/);
  await person.page.addInitScript(installStopwatch);
  return person;
}

async function endAll(ending: (() => Promise<unknown>)[]): Promise<void> {
  for (const end of ending.reverse()) await end();
}

/** The coturn of such a network, which can die and come again. */
export class Relay {
  readonly #lab: Lab;
  readonly #words: readonly string[];
  #kill: () => Promise<unknown>;

  private constructor(lab: Lab, words: readonly string[]) {
    this.#lab = lab;
    this.#words = words;
    this.#kill = start(lab, words);
  }

  /** The server's own network has nothing that a deny list could protect. */
  static async start(lab: Lab, { cert, key }: Certificate): Promise<Relay> {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(`${folder}/cert.pem`, cert);
    await Deno.writeTextFile(`${folder}/key.pem`, key);
    const options = `-n -L ${lab.server} -p ${RELAY_PORT} --tls-listening-port ${RELAY_TLS_PORT} ` +
      `--cert ${folder}/cert.pem --pkey ${folder}/key.pem --no-dtls --no-cli --no-software-attribute`;
    const secret = ["--use-auth-secret", `--static-auth-secret=${SECRET}`, "--realm=test"];
    return new Relay(lab, [
      "turnserver",
      ...options.split(" "),
      ...secret,
      "--pidfile=/dev/null",
    ]);
  }

  /** With everything that it relays. */
  async kill(): Promise<void> {
    await this.#kill();
  }

  /** Once more, with no memory of anybody; ends when it listens. */
  async restart(): Promise<void> {
    this.#kill = start(this.#lab, this.#words);
    const look = () => answers(this.#lab, RELAY_TLS_PORT);
    await until(look, { what: "coturn to listen", every: 20, ok: Boolean });
  }
}

function startProduct(
  lab: Lab,
  { relays = [], ownStun = false }: TownOptions,
): () => Promise<unknown> {
  const urls = urlsOf(lab, relays);
  return start(lab, [Deno.execPath(), "run", "-A", "--no-check", "main.ts"], {
    HOST: lab.server,
    PORT: String(PORT),
    STUN_URLS: ownStun ? "own" : `stun:${bracketed(lab.server)}:${RELAY_PORT}`,
    SECRET: "a secret of the tests",
    ...(urls.length > 0 ? { TURN_URLS: urls.join(), TURN_SECRET: SECRET } : {}),
  });
}

function start(
  lab: Lab,
  words: readonly string[],
  env: Record<string, string> = {},
): () => Promise<unknown> {
  const [program = "", ...args] = [...lab.at("server"), ...words];
  const process = new Deno.Command(program, {
    args,
    env,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  return async () => {
    process.kill("SIGKILL"); // `ip netns exec` becomes the program itself
    await process.status;
  };
}

/** Whether anything listens at this TCP port of the server. */
async function answers(lab: Lab, port: number): Promise<boolean> {
  const [program = "", ...args] = lab.at("server");
  const script = `exec 3<>/dev/tcp/${lab.server}/${port}`;
  const { success } = await new Deno.Command(program, {
    args: [...args, "bash", "-c", script],
    stdout: "null",
    stderr: "null",
  }).output();
  return success;
}

/** What the page of this person finds out about the relays that it is told of. */
export async function probe(
  { lab, person }: { lab: Lab; person: ChromiumPerson },
  transports: readonly Transport[],
): Promise<TurnProbeResult[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "tests/network/probe_page.ts"],
    stderr: "null",
  }).output();
  await person.page.evaluate(new TextDecoder().decode(stdout));
  const settings = {
    stunUrls: [],
    turnUrls: urlsOf(lab, transports),
    turnSecret: SECRET,
    turnTtl: 600,
  };
  const { ice } = iceCredentials(settings, { member: "probe", now: Date.now() });
  return await person.evaluate((servers) => globalThis.__probeRelays(servers), ice);
}

function urlsOf(lab: Lab, transports: readonly Transport[]): string[] {
  const host = bracketed(lab.server);
  return transports.map((transport) =>
    transport === "tls"
      ? `turns:${host}:${RELAY_TLS_PORT}?transport=tcp`
      : `turn:${host}:${RELAY_PORT}?transport=${transport}`
  );
}

/** The one certificate that nobody has signed is believed; any other is not. */
async function openBrowser(
  lab: Lab,
  { client, certificate }: { client: Client; certificate: Certificate },
): Promise<Chromium> {
  const script = await Deno.makeTempFile({ prefix: "chromium-" });
  const words = [...lab.at(client), findChromium() ?? ""].map((word) => `'${word}'`).join(" ");
  await Deno.writeTextFile(script, `#!/bin/sh\nexec ${words} "$@"\n`);
  await Deno.chmod(script, 0o755);
  const origin = `http://${bracketed(lab.server)}:${PORT}`;
  return await Chromium.open({
    origin,
    executablePath: script,
    fakeDevice: "fps=10",
    loopback: false,
    flags: [
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
      `--ignore-certificate-errors-spki-list=${certificate.fingerprint}`,
      `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${lab.server}`,
    ],
  });
}

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
import { Janus, SFU_SECRET } from "./janus.ts";
import { answers, Relay, RELAY_PORT, RELAY_TLS_PORT, SECRET, start } from "./relay.ts";
import type { Client, Lab } from "./lab.ts";
import type {} from "./probe_page.ts";

/** Of the product, by TCP, and by UDP of its STUN server. */
export const PORT = 7007;
const NAMES: Record<Client, string> = { a: "Асан", b: "Гүлнар" };

/** Where the product is that has everything inside and speaks TLS, and its TURN server. */
const INSIDE = { port: 443, turnPort: 3479 };

/** Which of the ways to the relay the people are told of. */
export type Transport = "udp" | "tcp" | "tls";

export interface TownOptions {
  relays?: readonly Transport[];
  /** The product's own STUN server is told instead of coturn. */
  ownStun?: boolean;
  /** The product speaks TLS at 443, and its own STUN and TURN servers are told instead of coturn. */
  inside?: boolean;
  /** Cheap cameras and microphones, unless it is false. */
  light?: boolean;
  /** A Janus stands beside the product, for rooms with more people than this. */
  meshMax?: number;
  /** A file that the cameras at a show. */
  camera?: string;
}

/** Everybody in one network; `await using` sends them home. */
export class Town implements AsyncDisposable {
  readonly people: Record<Client, ChromiumPerson>;
  readonly relay: Relay;
  /** The SFU, where there is one. */
  readonly janus: Janus | null;
  readonly #browsers: Record<Client, Chromium>;
  readonly #ending: (() => Promise<unknown>)[];

  private constructor(
    { people, relay, janus, browsers, ending }: {
      janus: Janus | null;
      browsers: Record<Client, Chromium>;
      people: Record<Client, ChromiumPerson>;
      relay: Relay;
      ending: (() => Promise<unknown>)[];
    },
  ) {
    this.people = people;
    this.relay = relay;
    this.janus = janus;
    this.#browsers = browsers;
    this.#ending = ending;
  }

  static async open(lab: Lab, options: TownOptions = {}): Promise<Town> {
    const { light = true, camera } = options;
    const ending: (() => Promise<unknown>)[] = [];
    try {
      const certificate = selfSigned();
      const relay = await Relay.start(lab, certificate);
      ending.push(() => relay.kill());
      const janus = options.meshMax === undefined ? null : await Janus.start(lab.at("server"));
      ending.push(async () => await janus?.[Symbol.asyncDispose]());
      const { port } = placeOf(lab, options);
      const files = options.inside ? await filesOf(certificate) : {};
      ending.push(startProduct(lab, { ...options, janus, files }));
      await until(() => answers(lab, port), {
        what: "the product to listen",
        timeout: 30_000,
        ok: Boolean,
      });
      const open = async (client: Client) => {
        const shown = client === "a" && camera !== undefined
          ? [`--use-file-for-fake-video-capture=${camera}`]
          : [];
        const browser = await openBrowser(lab, {
          ...{ client, certificate, flags: shown },
          origin: placeOf(lab, options).origin,
        });
        ending.push(() => browser.close());
        return browser;
      };
      const browsers = { a: await open("a"), b: await open("b") };
      const personAt = (client: Client) =>
        openPerson(browsers[client], { name: NAMES[client], lightDevices: light });
      const people = { a: await personAt("a"), b: await personAt("b") };
      return new Town({ people, relay, janus, browsers, ending });
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

function startProduct(
  lab: Lab,
  { relays = [], ownStun = false, inside = false, janus, meshMax, files }: TownOptions & {
    janus: Janus | null;
    files: Record<string, string>;
  },
): () => Promise<unknown> {
  const urls = urlsOf(lab, relays);
  return start(lab, [Deno.execPath(), "run", "-A", "--no-check", "main.ts"], {
    HOST: lab.server,
    PORT: String(inside ? INSIDE.port : PORT),
    ...(inside && { TURN: "1", TURN_PORT: String(INSIDE.turnPort) }),
    ...files,
    STUN_URLS: ownStun || inside ? "own" : `stun:${bracketed(lab.server)}:${RELAY_PORT}`,
    SECRET: "a secret of the tests",
    ...(janus && { SFU_URL: janus.url, SFU_SECRET, MESH_MAX: String(meshMax) }),
    ...(urls.length > 0 ? { TURN_URLS: urls.join(), TURN_SECRET: SECRET } : {}),
  });
}

/** Where the people find the product. */
function placeOf(lab: Lab, { inside = false }: TownOptions): { port: number; origin: string } {
  const host = bracketed(lab.server);
  return inside
    ? { port: INSIDE.port, origin: `https://${host}` }
    : { port: PORT, origin: `http://${host}:${PORT}` };
}

/** Settings that name files of its own. */
async function filesOf({ cert, key }: Certificate): Promise<Record<string, string>> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/cert.pem`, cert);
  await Deno.writeTextFile(`${folder}/key.pem`, key);
  return {
    TLS_CERT: `${folder}/cert.pem`,
    TLS_KEY: `${folder}/key.pem`,
    DATA_DIR: `${folder}/data`,
  };
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
  { client, certificate, flags, origin }: {
    client: Client;
    certificate: Certificate;
    flags: string[];
    origin: string;
  },
): Promise<Chromium> {
  const script = await Deno.makeTempFile({ prefix: "chromium-" });
  const words = [...lab.at(client), findChromium() ?? ""].map((word) => `'${word}'`).join(" ");
  await Deno.writeTextFile(script, `#!/bin/sh\nexec ${words} "$@"\n`);
  await Deno.chmod(script, 0o755);
  return await Chromium.open({
    origin,
    executablePath: script,
    fakeDevice: "fps=10",
    loopback: false,
    flags: [
      ...flags,
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
      `--ignore-certificate-errors-spki-list=${certificate.fingerprint}`,
      `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${lab.server}`,
    ],
  });
}

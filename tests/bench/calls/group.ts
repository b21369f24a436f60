// People in one browser in one room, for whatever is to be done to them; and a server that may die.
import { enterAll } from "../../browser/harness/actions.ts";
import { Chromium, type ChromiumPerson } from "../../browser/harness/chromium.ts";
import { everyOrderedPairFlows } from "../../browser/harness/media.ts";
import { freePort, Server } from "../../browser/harness/server.ts";

const SMALL = { viewport: { width: 480, height: 360 }, lightDevices: true };

/** The product at one address, whichever process it is at the moment. */
export class Restartable {
  #env: Record<string, string>;
  #server: Server;

  private constructor(server: Server, env: Record<string, string>) {
    this.#server = server;
    this.#env = env;
  }

  static async start(): Promise<Restartable> {
    const env = { PORT: String(freePort()), DATA_DIR: await Deno.makeTempDir() };
    return new Restartable(await Server.start({ env }), env);
  }

  get url(): string {
    return this.#server.url;
  }

  kill(): Promise<void> {
    return this.#server.kill();
  }

  async startAgain(): Promise<void> {
    this.#server = await Server.start({ env: this.#env });
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }
}

/** What is done with a group: everybody is in the room, and all of them flow. */
export interface Group {
  people: ChromiumPerson[];
  server: Restartable;
}

/** Gathers so many people, plays, and sends them home. */
export async function withGroup(
  count: number,
  play: (group: Group) => Promise<void>,
): Promise<void> {
  const server = await Restartable.start();
  const browser = await Chromium.open({ origin: server.url, fakeDevice: "fps=10" });
  try {
    const newPerson = (options: Parameters<Chromium["newPerson"]>[0]) => browser.newPerson(options);
    const people = await enterAll({ newPerson, room: "bench" }, count, SMALL);
    await everyOrderedPairFlows(people, { timeout: 60_000 });
    await play({ people, server });
  } finally {
    await browser.close();
    await server.stop();
  }
}

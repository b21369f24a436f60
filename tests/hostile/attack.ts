// An attacker: sends many hostile packets over many connections and watches how the server takes it.
import { pick, seeded } from "../fakes/random.ts";
import { breakFrame, CONNECT_PACKET, FRAMES } from "./frames.ts";
import { allKinds, type Kind, REQUESTS } from "./kinds.ts";
import type { Feeling } from "./server.ts";

/** Between two looks at how a server feels, in milliseconds: no address may ask much faster. */
const PROBE_MS = 100;

/** The child process under attack. */
export class Victim implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly port: number;
  readonly url: string;

  private constructor(child: Deno.ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** `descriptors`: how many files and connections it may have open. */
  static async start(
    env: Record<string, string> = {},
    { descriptors }: { descriptors?: number } = {},
  ): Promise<Victim> {
    const limit = descriptors === undefined ? "" : `ulimit -n ${descriptors}; `;
    const run = ["run", "-A", "--no-check", "--v8-flags=--expose-gc", "tests/hostile/server.ts"];
    const child = new Deno.Command("sh", {
      args: ["-c", `${limit}exec "$0" "$@"`, Deno.execPath(), ...run],
      env: {
        PORT: "0",
        HOST: "127.0.0.1",
        ADDRESS_LIMIT: "0",
        NO_COLOR: "1",
        DENO_NO_UPDATE_CHECK: "1",
        ...env,
      },
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const lines = child.stdout.pipeThrough(new TextDecoderStream());
    for await (const line of lines) return new Victim(child, Number(line.trim()));
    throw new Error("The server did not start.");
  }

  async feel(): Promise<Feeling> {
    const answer = await fetch(`${this.url}/feel`);
    if (!answer.ok) throw new Error(`It answers ${answer.status}.`); // "429" is JSON, too
    return await answer.json();
  }

  /** Asks again and again until it feels like that, for `ms` milliseconds at most. */
  async feelUntil(well: (feeling: Feeling) => boolean, ms = 20_000): Promise<Feeling> {
    const end = performance.now() + ms;
    let [lag, busy] = [0, 0];
    for (;;) {
      const feeling = await this.feel();
      lag = Math.max(lag, feeling.lag);
      busy = Math.max(busy, feeling.busy);
      if (well(feeling) || performance.now() > end) return { ...feeling, lag, busy };
      await new Promise((resolve) => setTimeout(resolve, PROBE_MS)); // as often as anybody may ask
    }
  }

  get pid(): number {
    return this.#child.pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.status;
  }
}

/** What an attack came to. */
export interface Attack {
  packets: number;
  kinds: number;
  /** Kinds that had to end the connection and did not. */
  survived: string[];
}

const PER_CONNECTION = 18;

/** Sends at least `packets` packets: everything once, then at random. */
export async function attack(
  { port, url }: Victim,
  { packets, seed, atOnce = 4 }: { packets: number; seed: number; atOnce?: number },
): Promise<Attack> {
  const random = seeded(seed);
  const kinds = allKinds();
  const quiet = kinds.filter(({ ends }) => !ends);
  const deadly = kinds.filter(({ ends }) => ends);
  const result: Attack = { packets: 0, kinds: kinds.length, survived: [] };
  for (const [, path, init] of REQUESTS) {
    await (await fetch(`${url}/socket.io/${path}`, init)).body?.cancel();
    result.packets += 1;
  }
  for (const [, data] of FRAMES) {
    await breakFrame(port, data);
    result.packets += 1;
  }
  result.kinds += REQUESTS.length + FRAMES.length;
  let next = 0;
  const work = async () => {
    while (result.packets < packets) {
      const turn = next++;
      const some = Array.from(
        { length: PER_CONNECTION },
        (_, n) => quiet[turn * PER_CONNECTION + n] ?? pick(random, quiet),
      );
      const last = deadly[turn] ?? pick(random, deadly);
      if (!await assault(port, [...some, last])) result.survived.push(last.what);
      result.packets += some.length + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return result;
}

/** One connection that says all this; true when the server ended it. */
function assault(port: number, kinds: readonly Kind[]): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
  const late = setTimeout(() => {
    resolve(false);
    socket.close();
  }, 10_000);
  socket.onmessage = ({ data }) => {
    if (String(data).startsWith("0{")) socket.send(CONNECT_PACKET); // what comes before it is not heard
    if (!String(data).startsWith("40")) return;
    for (const { packet } of kinds) socket.send(packet);
  };
  socket.onerror = () => {};
  socket.onclose = () => {
    clearTimeout(late);
    resolve(true);
  };
  return promise;
}

// The TURN server inside as a process of its own, with its own permissions and a real coturn.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { iceCredentials } from "@/signaling/media/ice.ts";
import { TurnInside, type TurnSettings, type TurnState } from "@/server/turn/mod.ts";
import { stateIn } from "@/server/turn/turn_state.ts";
import { turnFolder, turnPermissions } from "@/server/turn/beside.ts";
import { TurnClient } from "@/tools/doctor/turn_client.ts";
import { tcpWay, type TurnRoute, udpWay } from "@/tools/doctor/turn_route.ts";
import { freePort } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";

export const HERE = "127.0.0.1";
/** A peer on this machine that relays may reach, because it is told; no other of loopback. */
export const PEER = "127.0.0.2";
export const CHANNEL = 0x4000;

/** A running one. */
export class Inside implements AsyncDisposable {
  readonly port: number;
  readonly #process: Deno.ChildProcess;
  readonly #dataDir: string;
  readonly #settings: TurnSettings;
  readonly lines: string[] = [];
  state: TurnState | null = null;

  private constructor(
    { process, settings, dataDir }: {
      process: Deno.ChildProcess;
      settings: TurnSettings;
      dataDir: string;
    },
  ) {
    this.#process = process;
    this.#settings = settings;
    this.#dataDir = dataDir;
    this.port = settings.port;
  }

  static async start(given: Partial<TurnSettings> = {}): Promise<Inside> {
    const settings = {
      host: HERE,
      port: freePort(),
      addresses: [],
      ports: [50_400, 51_999] as const,
      peers: [`${PEER}/32`],
      ...given,
    };
    const dataDir = await Deno.makeTempDir();
    const folder = turnFolder(dataDir);
    const flags = ["run", "--no-check", ...turnPermissions(settings, folder)];
    const process = new Deno.Command(Deno.execPath(), {
      args: [...flags, "server/turn/main.ts", JSON.stringify(settings), folder],
      env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const inside = new Inside({ process, settings, dataDir });
    void inside.#read(process.stdout);
    void inside.#read(process.stderr);
    let code: number | null = null;
    void process.status.then((status) => code = status.code);
    await until(() => inside.state !== null || code !== null, { what: "it to run or end" });
    const answers = async () => {
      const way = udpWay({ hostname: settings.host, port: settings.port });
      using client = inside.client(way, { username: "nobody", credential: "" });
      return await client.allocate() === 401;
    };
    // Browsers ask again until somebody answers; these clients do not.
    if (code === null) await until(answers, { what: "coturn to answer by UDP", ok: Boolean });
    return inside;
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Its own end, however it came about. */
  get status(): Promise<Deno.CommandStatus> {
    return this.#process.status;
  }

  /** The end of whoever started it. */
  async endInput(): Promise<void> {
    await this.#process.stdin.close();
  }

  /** What a person at some address is told, by a server whose clock is so many seconds off. */
  credentials({ address = "a", late = 0 } = {}): { username: string; credential: string } {
    const inside = new TurnInside(this.#settings, { dataDir: this.#dataDir, tlsPort: null });
    const settings = { stunUrls: [], turnUrls: [], turnSecret: "", turnTtl: 600 };
    const { ice: [server] } = iceCredentials({ ...settings, ownTurn: inside.told }, {
      member: "m",
      now: Date.now() - late * 1_000,
      host: HERE,
      address,
    });
    assert.ok(server?.username !== undefined && server.credential !== undefined);
    return { username: server.username, credential: server.credential };
  }

  /** Somebody who asks for a relay, by UDP if nothing else is said. */
  client(way: TurnRoute = this.udp(), who = this.credentials()): TurnClient {
    return new TurnClient({ hostname: HERE, port: this.port, ...who, way });
  }

  udp(): TurnRoute {
    return udpWay({ hostname: HERE, port: this.port });
  }

  async tcp(): Promise<TurnRoute> {
    return await tcpWay({ hostname: HERE, port: this.port });
  }

  async #read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const state = stateIn(line);
        if (state !== null) this.state = state;
        else this.lines.push(line);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endInput().catch(() => {}); // it has ended already
    await this.#process.status;
    await Deno.remove(this.#dataDir, { recursive: true });
  }
}

/** Somebody at {@link PEER} who sends back what comes. */
export async function echoPeer(): Promise<{ socket: Socket; port: number } & AsyncDisposable> {
  const socket = createSocket("udp4");
  socket.bind(0, PEER);
  await once(socket, "listening");
  socket.on("message", (message, { port, address }) => socket.send(message, port, address));
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  return { socket, port: socket.address().port, [Symbol.asyncDispose]: close };
}

/** A message to a channel, and what comes back on it. */
export async function throughRelay(way: TurnRoute, text: string): Promise<string> {
  const payload = Buffer.from(text);
  const length = [payload.length >> 8, payload.length & 255];
  const padding = new Uint8Array((4 - payload.length % 4) % 4);
  const answer = await way.ask(
    new Uint8Array([CHANNEL >> 8, CHANNEL & 255, ...length, ...payload, ...padding]),
  );
  const view = new DataView(answer.buffer, answer.byteOffset);
  return Buffer.from(answer.subarray(4, 4 + view.getUint16(2))).toString();
}

/** Whether a process with this number runs; one that has ended and waits to be fetched does not. */
export async function runs(pid: number): Promise<boolean> {
  try {
    return !/\) [ZX] /.test(await Deno.readTextFile(`/proc/${pid}/stat`));
  } catch {
    return false;
  }
}

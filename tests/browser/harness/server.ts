// The product as users run it: a process of its own on a free port, watched until it is stopped.
import { environmentFrom, readConfig } from "@/server/config/read_config.ts";
import { permissionsFor } from "@/tools/permissions.ts";
import { pause, until } from "./wait.ts";

/** How to start the product. */
export interface ServerOptions {
  /** Settings in addition to, or instead of, the harness's own. */
  env?: Record<string, string>;
  /** Arguments for Deno, like ["task", "start"]; built pages and main.ts when not given. */
  args?: readonly string[];
  /** Path that answers 200 once the server is ready. */
  health?: string;
  startTimeout?: number;
  /** Folder to start it in; this project's when not given. */
  cwd?: string;
}

/** Variables that the product may inherit; anything else would make runs differ by machine. */
const INHERITED =
  /^(PATH|HOME|USER|LANG|TMPDIR|TEMP|SYSTEMROOT|DENO_.*|XDG_.*|SSL_.*|NPM_.*|.*_PROXY)$/i;
const STOP_MS = 6_000;
const START_MS = 30_000;
const TAIL_LINES = 40;

/** A running product. */
export class Server {
  readonly url: string;
  readonly port: number;
  readonly #process: Deno.ChildProcess;
  readonly #lines: string[] = [];
  readonly #reading: Promise<unknown>;
  #ended: Deno.CommandStatus | null = null;
  #stopping = false;

  private constructor(process: Deno.ChildProcess, port: number) {
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.#process = process;
    this.#reading = Promise.all([this.#collect(process.stdout), this.#collect(process.stderr)]);
    process.status.then((status) => this.#ended = status);
  }

  /** Starts it and waits until it answers. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const { env = {}, args, health = "/healthz", startTimeout = START_MS, cwd } = options;
    const port = env.PORT === undefined ? freePort() : Number(env.PORT);
    const settings = {
      HOST: "127.0.0.1",
      STUN_URLS: "", // nobody outside this machine is asked anything
      SECRET: "a secret of the tests",
      ...env,
      PORT: String(port),
    };
    const process = new Deno.Command(Deno.execPath(), {
      args: args === undefined ? serveArgs(settings) : [...args],
      ...(cwd === undefined ? {} : { cwd }),
      clearEnv: true,
      env: { ...inheritedEnv(), NO_COLOR: "1", ...settings },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const server = new Server(process, port);
    try {
      await until(() => server.#answers(health), {
        what: `the server to answer ${health}`,
        timeout: startTimeout,
        every: 50,
        ok: (answer) => answer !== false,
      });
      server.assertAlive();
    } catch (error) {
      await server.stop().catch(() => {}); // the first error is the one to tell
      throw new Error(`${String(error)}\n${server.output}`);
    }
    return server;
  }

  async #answers(health: string): Promise<boolean> {
    if (this.#ended !== null) return true; // no use in waiting longer: assertAlive() tells why
    const response = await fetch(this.url + health);
    await response.body?.cancel();
    return response.ok;
  }

  async #collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      this.#lines.push(...lines);
    }
    if (rest !== "") this.#lines.push(rest);
  }

  /** The last lines it printed. */
  get output(): string {
    return this.#lines.slice(-TAIL_LINES).map((line) => `  server| ${line}`).join("\n");
  }

  /** Every line it printed. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** How the server ended although nobody here had asked it to; null while it runs. */
  get endedBecause(): string | null {
    if (this.#ended === null || this.#stopping) return null;
    return `The server ended by itself (code ${this.#ended.code}, signal ${this.#ended.signal})`;
  }

  /** Throws if the server ended by itself. */
  assertAlive(): void {
    if (this.endedBecause !== null) throw new Error(`${this.endedBecause}:\n${this.output}`);
  }

  /** Ends it without a warning, as a crash does. */
  async kill(): Promise<void> {
    this.#stopping = true;
    this.#process.kill("SIGKILL");
    await this.#process.status;
    await this.#reading;
  }

  /** Ends it like a service manager would; throws if it does not end in time or with an error. */
  async stop(signal: Deno.Signal = "SIGTERM"): Promise<Deno.CommandStatus> {
    this.#stopping = true;
    if (this.#ended === null) this.#process.kill(signal);
    const status = await Promise.race([this.#process.status, pause(STOP_MS)]);
    if (status === undefined) {
      this.#process.kill("SIGKILL");
      await this.#process.status;
    }
    await this.#reading;
    if (status === undefined) {
      throw new Error(`The server ignored ${signal} for ${STOP_MS / 1000} s:\n${this.output}`);
    }
    return status;
  }
}

/** A port that nobody listens on at the moment. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) => INHERITED.test(name)),
  );
}

let built: Promise<void> | undefined;

/** Builds the product, once for this process; not at all if the test command has done it. */
export function buildOnce(): Promise<void> {
  if (Deno.env.get("PRODUCT_BUILT") === "1") return Promise.resolve();
  return built ??= build();
}

async function build(): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "build"],
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(`The build failed:\n${text.decode(stdout)}${text.decode(stderr)}`);
}

/** With exactly the permissions that `deno task start` gives the server under these settings. */
function serveArgs(env: Readonly<Record<string, string>>): string[] {
  const config = readConfig(environmentFrom((name) => env[name]));
  if (typeof config === "string") throw new Error(config);
  return ["run", "--no-check", ...permissionsFor(config), "main.ts"];
}

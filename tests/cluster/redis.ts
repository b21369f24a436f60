// A real Redis on this machine, which a test may freeze, kill and start again, empty or not.
import { freePort } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";

/** Why the tests with Redis cannot run here; null if they can. */
export function redisMissing(): string | null {
  try {
    const args = ["--version"];
    const output = { stdout: "null", stderr: "null" } as const;
    const { success } = new Deno.Command("redis-server", { args, ...output }).outputSync();
    return success ? null : "redis-server does not run here";
  } catch {
    return "redis-server is not installed";
  }
}

/** What a Redis with TLS is given. */
interface SecureRedis {
  certPath: string;
  keyPath: string;
  password: string;
}

/** One Redis, on a port of its own for as long as the test runs. */
export class Redis implements AsyncDisposable {
  readonly port = freePort();
  #process: Deno.ChildProcess | null = null;

  /** One that has been there for a long time: nobody waits for others to say which rooms are theirs. */
  static async start(): Promise<Redis> {
    const redis = new Redis();
    await redis.start();
    await redis.#ask("SET {juz}:born 1");
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** One that speaks TLS, with this certificate, and wants a password. */
  static async startSecure({ certPath, keyPath, password }: SecureRedis): Promise<Redis> {
    const redis = new Redis();
    const { port } = redis;
    redis.#spawn([
      ...["--port", "0", "--tls-port", String(port), "--requirepass", password],
      ...["--tls-cert-file", certPath, "--tls-key-file", keyPath, "--tls-ca-cert-file", certPath],
      ...["--tls-auth-clients", "no"],
    ]);
    const dial = async () => (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    await until(dial, { what: "Redis", ok: () => true, every: 20 });
    return redis;
  }

  /** Starts it, with nothing in it. */
  async start(): Promise<void> {
    this.#spawn(["--port", String(this.port)]);
    const ok = (answer: string) => answer.startsWith("+PONG");
    await until(() => this.#ask("PING"), { what: "Redis", ok, every: 20 });
  }

  #spawn(args: readonly string[]): void {
    this.#process = new Deno.Command("redis-server", {
      args: [...args, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Stops or wakes it, without its knowledge. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.#process?.kill(signal);
  }

  async kill(): Promise<void> {
    this.#process?.kill("SIGKILL");
    await this.#process?.status;
    this.#process = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #ask(command: string): Promise<string> {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: this.port });
    await connection.write(new TextEncoder().encode(`${command}\r\n`));
    const bytes = new Uint8Array(1_024);
    return new TextDecoder().decode(bytes.subarray(0, await connection.read(bytes) ?? 0));
  }
}

// Processes that are one service, and a load balancer before them that knows no stickiness.
import type { SignalingStats } from "@/signaling/mod.ts";

/** One of them. */
export class Process {
  readonly port: number;
  readonly lines: string[];
  readonly #child: Deno.ChildProcess;

  private constructor(child: Deno.ChildProcess, port: number, lines: string[]) {
    this.#child = child;
    this.port = port;
    this.lines = lines;
  }

  /** `aheadMs`: how far ahead its clock is; `ca`: a file with a certificate to trust. */
  static async start(redis: string, { aheadMs = 0, ca = "" } = {}): Promise<Process> {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--no-check", "--lock=tests/deno.lock", "tests/cluster/process_main.ts"],
        ...[redis, String(aheadMs)],
      ],
      env: ca === "" ? {} : { DENO_CERT: ca },
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const lines: string[] = [];
    const port = await new Promise<number>((resolve, reject) => {
      void read(child.stdout, (line) => {
        lines.push(line);
        const found = /^port (\d+)$/.exec(line)?.[1];
        if (found !== undefined) resolve(Number(found));
      }).then(() => reject(new Error(lines.join("\n"))));
    });
    return new Process(child, port, lines);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stats(): Promise<SignalingStats & { memory: number }> {
    return await (await fetch(this.url)).json();
  }

  get pid(): number {
    return this.#child.pid;
  }

  signal(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** Ends it, by SIGKILL if nothing else is said. */
  async end(signal: Deno.Signal = "SIGKILL"): Promise<void> {
    try {
      this.#child.kill(signal);
    } catch {
      // It has ended already.
    }
    await this.#child.status;
  }
}

async function read(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: (line: string) => void,
): Promise<void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  }
}

/** Leads each connection to one of the processes that answer, by turns. */
export class Balancer implements Disposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #open = new Set<Deno.Conn>();
  targets: readonly Process[];
  #turn = 0;
  #isClosed = false;

  constructor(targets: readonly Process[]) {
    this.targets = targets;
    void this.#accept();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.addr as Deno.NetAddr).port}`;
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#listener.close();
    for (const connection of this.#open) close(connection);
  }

  async #accept(): Promise<void> {
    while (!this.#isClosed) { // iterating over the listener ends with the first client that is gone
      const client = await this.#listener.accept().catch(() => null);
      if (client !== null) void this.#lead(client);
    }
  }

  async #lead(client: Deno.Conn): Promise<void> {
    for (let tries = 0; tries < this.targets.length; tries++) {
      const target = this.targets[this.#turn++ % this.targets.length];
      if (target === undefined) break;
      const { port } = target;
      const server = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => null);
      if (server === null) continue;
      this.#open.add(client).add(server);
      await Promise.allSettled([pipe(client, server), pipe(server, client)]);
      this.#open.delete(client);
      this.#open.delete(server);
      return;
    }
    close(client);
  }
}

/** Both ends are closed with the first: a dead process does not keep its clients waiting. */
async function pipe(from: Deno.Conn, to: Deno.Conn): Promise<void> {
  try {
    await from.readable.pipeTo(to.writable, { preventClose: true });
  } catch {
    // One of them is gone.
  }
  close(from);
  close(to);
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It is closed.
  }
}

// A real Janus with the example configuration of this repository, in a network made for the test.
import { freePort } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";

/** `SFU_SECRET` in tests. */
export const SFU_SECRET = "a secret between two servers";

/** Why the tests with Janus cannot run here; null if they can. */
export function janusMissing(): string | null {
  try {
    const { code } = new Deno.Command("janus", {
      args: ["--help"],
      stdout: "null",
      stderr: "null",
    }).outputSync();
    return code === 0 ? null : "janus does not run here";
  } catch {
    return "janus is not installed";
  }
}

/** The example as its reader would fill it in. */
async function configuration(port: number): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "janus-" });
  const example = new URL("../../deploy/janus/", import.meta.url);
  for await (const { name } of Deno.readDir(example)) {
    const text = await Deno.readTextFile(new URL(name, example));
    const filled = text
      .replace("/etc/janus", folder)
      .replace("<a long random word>", SFU_SECRET)
      .replace("<another one>", "another secret of the tests")
      .replace("8188", String(port));
    await Deno.writeTextFile(`${folder}/${name}`, filled);
  }
  return folder;
}

/** A Janus that can die and come again. */
export class Janus implements AsyncDisposable {
  readonly port: number;
  readonly #at: readonly string[];
  readonly #folder: string;
  #process: Deno.ChildProcess | null = null;

  private constructor(
    { at, folder, port }: { at: readonly string[]; folder: string; port: number },
  ) {
    this.#at = at;
    this.#folder = folder;
    this.port = port;
  }

  /** `at`: words that run a program at its place; ends when it listens. */
  static async start(at: readonly string[] = []): Promise<Janus> {
    const port = freePort();
    const janus = new Janus({ at, port, folder: await configuration(port) });
    await janus.restart();
    return janus;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  async restart(): Promise<void> {
    const [program = "", ...args] = [...this.#at, "janus", "-F", this.#folder];
    this.#process = new Deno.Command(program, {
      args,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const look = () => this.#answers();
    await until(look, { what: "Janus to listen", every: 50, timeout: 20_000, ok: Boolean });
  }

  /** Stops what it does, or lets it go on. */
  freeze(state: "frozen" | "awake"): void {
    this.#process?.kill(state === "frozen" ? "SIGSTOP" : "SIGCONT");
  }

  async kill(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    process?.kill("SIGKILL"); // `ip netns exec` becomes the program itself
    await process?.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #answers(): Promise<boolean> {
    const script = `exec 3<>/dev/tcp/127.0.0.1/${this.port}`;
    const [program = "", ...args] = [...this.#at, "bash", "-c", script];
    const { success } = await new Deno.Command(program, {
      args,
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  }
}

// A real coturn on this machine, with the example configuration of this repository.
import { freePort } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { TurnClient } from "./stun.ts";

export const SECRET = "a secret between two servers";

/** Why the tests with coturn cannot run here; null if they can. */
export function coturnMissing(): string | null {
  try {
    const { success } = new Deno.Command("turnserver", {
      args: ["--version"],
      stdout: "null",
      stderr: "null",
    }).outputSync();
    return success ? null : "coturn (turnserver) does not run here";
  } catch {
    return "coturn (turnserver) is not installed";
  }
}

/** The example as its reader would fill it in, for one address of this machine. */
async function configuration(hostname: string, port: number): Promise<string> {
  const example = await Deno.readTextFile(new URL("../../deploy/coturn.conf", import.meta.url));
  const filled = example
    .replace(
      /^listening-port=.*/m,
      `listening-port=${port}\nlistening-ip=${hostname}\nrelay-ip=${hostname}`,
    )
    .replace(/^(tls-listening-port|cert|pkey)=.*\n/gm, "")
    .replace(/^static-auth-secret=.*/m, `static-auth-secret=${SECRET}`)
    .replace(/^min-port=.*/m, "min-port=50100")
    .replace(/^max-port=.*/m, "max-port=50300");
  return `${filled}\nno-tls\nno-dtls\npidfile=/dev/null\nlog-file=stdout\n`;
}

/** Starts it; `await using` ends it. */
export async function startCoturn(hostname: string): Promise<AsyncDisposable & { port: number }> {
  const port = freePort();
  const file = await Deno.makeTempFile({ suffix: ".conf" });
  await Deno.writeTextFile(file, await configuration(hostname, port));
  const process = new Deno.Command("turnserver", {
    args: ["-c", file, "--db", `${file}.db`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const dispose = async () => {
    process.kill("SIGKILL");
    await process.status;
    await Deno.remove(file);
  };
  try {
    await until(() => answers(hostname, port), { what: "coturn to answer", ok: Boolean });
  } catch (error) {
    await dispose();
    throw error;
  }
  return { port, [Symbol.asyncDispose]: dispose };
}

async function answers(hostname: string, port: number): Promise<boolean> {
  using client = new TurnClient({ hostname, port, username: "nobody", credential: "" });
  return await client.allocate() === 401;
}

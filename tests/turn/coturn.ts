// A real coturn on this machine, with the example configuration of this repository.
import { freePort } from "../browser/harness/server.ts";
import { selfSigned } from "../fakes/certificate.ts";
import { until } from "../browser/harness/wait.ts";
import { TurnClient } from "@/tools/doctor/turn_client.ts";

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

interface Filling {
  hostname: string;
  port: number;
  tlsPort: number;
  /** Paths of PEM files. */
  cert: string;
  key: string;
}

/** The example as its reader would fill it in, for one address of this machine. */
async function configuration({ hostname, port, tlsPort, cert, key }: Filling): Promise<string> {
  const example = await Deno.readTextFile(new URL("../../deploy/coturn.conf", import.meta.url));
  const filled = example
    .replace(
      /^listening-port=.*/m,
      `listening-port=${port}\nlistening-ip=${hostname}\nrelay-ip=${hostname}`,
    )
    .replace(/^tls-listening-port=.*/m, `tls-listening-port=${tlsPort}`)
    .replace(/^cert=.*/m, `cert=${cert}`)
    .replace(/^pkey=.*/m, `pkey=${key}`)
    .replace(/^static-auth-secret=.*/m, `static-auth-secret=${SECRET}`)
    .replace(/^min-port=.*/m, "min-port=50100")
    .replace(/^max-port=.*/m, "max-port=50300");
  return `${filled}\npidfile=/dev/null\nlog-file=stdout\n`;
}

/** A running coturn. */
export interface Coturn extends AsyncDisposable {
  port: number;
  tlsPort: number;
  /** The certificate that it shows, PEM. */
  cert: string;
}

/** Starts it, without some lines of the example if that is asked; `await using` ends it. */
export async function startCoturn(
  hostname: string,
  { without }: { without?: RegExp } = {},
): Promise<Coturn> {
  const [port, tlsPort] = [freePort(), freePort()];
  const folder = await Deno.makeTempDir();
  const { cert, key } = selfSigned();
  const paths = { cert: `${folder}/cert.pem`, key: `${folder}/key.pem` };
  await Deno.writeTextFile(paths.cert, cert);
  await Deno.writeTextFile(paths.key, key);
  const file = `${folder}/coturn.conf`;
  const text = await configuration({ hostname, port, tlsPort, ...paths });
  await Deno.writeTextFile(file, without === undefined ? text : text.replace(without, ""));
  const process = new Deno.Command("turnserver", {
    args: ["-c", file, "--db", `${folder}/db`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const dispose = async () => {
    process.kill("SIGKILL");
    await process.status;
    await Deno.remove(folder, { recursive: true });
  };
  try {
    await until(() => answers(hostname, port), { what: "coturn to answer", ok: Boolean });
  } catch (error) {
    await dispose();
    throw error;
  }
  return { port, tlsPort, cert, [Symbol.asyncDispose]: dispose };
}

/** A datagram to nobody is never answered, a connection to nobody is refused at once. */
async function answers(hostname: string, port: number): Promise<boolean> {
  (await Deno.connect({ hostname, port })).close();
  using client = new TurnClient({ hostname, port, username: "nobody", credential: "" });
  return await client.allocate() === 401;
}

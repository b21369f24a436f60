// The programs at the server's place in such a network, a coturn among them.
import { until } from "../browser/harness/wait.ts";
import type { Certificate } from "../fakes/certificate.ts";
import type { Lab } from "./lab.ts";

export const RELAY_PORT = 3478;
export const RELAY_TLS_PORT = 5349;
export const SECRET = "a secret between two servers";

/** The coturn of such a network, which can die and come again. */
export class Relay {
  readonly #lab: Lab;
  readonly #words: readonly string[];
  #kill: () => Promise<unknown>;

  private constructor(lab: Lab, words: readonly string[]) {
    this.#lab = lab;
    this.#words = words;
    this.#kill = start(lab, words);
  }

  /** The server's own network has nothing that a deny list could protect. */
  static async start(lab: Lab, { cert, key }: Certificate): Promise<Relay> {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(`${folder}/cert.pem`, cert);
    await Deno.writeTextFile(`${folder}/key.pem`, key);
    const options = `-n -L ${lab.server} -p ${RELAY_PORT} --tls-listening-port ${RELAY_TLS_PORT} ` +
      `--cert ${folder}/cert.pem --pkey ${folder}/key.pem --no-dtls --no-cli --no-software-attribute`;
    const secret = ["--use-auth-secret", `--static-auth-secret=${SECRET}`, "--realm=test"];
    return new Relay(lab, [
      "turnserver",
      ...options.split(" "),
      ...secret,
      "--pidfile=/dev/null",
    ]);
  }

  /** With everything that it relays. */
  async kill(): Promise<void> {
    await this.#kill();
  }

  /** Once more, with no memory of anybody; ends when it listens. */
  async restart(): Promise<void> {
    this.#kill = start(this.#lab, this.#words);
    const look = () => answers(this.#lab, RELAY_TLS_PORT);
    await until(look, { what: "coturn to listen", every: 20, ok: Boolean });
  }
}

/** Starts a program at the server's place; calling the answer ends it. */
export function start(
  lab: Lab,
  words: readonly string[],
  env: Record<string, string> = {},
): () => Promise<unknown> {
  const [program = "", ...args] = [...lab.at("server"), ...words];
  const process = new Deno.Command(program, {
    args,
    env,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  return async () => {
    process.kill("SIGKILL"); // `ip netns exec` becomes the program itself
    await process.status;
  };
}

/** Whether anything listens at this TCP port of the server. */
export async function answers(lab: Lab, port: number): Promise<boolean> {
  const [program = "", ...args] = lab.at("server");
  const script = `exec 3<>/dev/tcp/${lab.server}/${port}`;
  const { success } = await new Deno.Command(program, {
    args: [...args, "bash", "-c", script],
    stdout: "null",
    stderr: "null",
  }).output();
  return success;
}

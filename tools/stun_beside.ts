// Runs the STUN server beside the server, as a process with permissions of its own.
import type { Config } from "../server/config/read_config.ts";
import { STUN_BESIDE, STUN_NONE } from "../server/stun/mod.ts";
import { ENVIRONMENT, stunPermissions } from "./permissions.ts";

const root = new URL("../", import.meta.url);

/** One that has ended by itself is started again after so many milliseconds. */
const AGAIN_MS = 1_000;

/** Kept, because Deno closes the input of a process that nobody holds any more. */
const running = new Set<Deno.ChildProcess>();

/** Starts it, if there shall be one; answers the argument that tells the server about it. */
export async function startStun(stun: Config["stun"]): Promise<string> {
  if (stun === null) return STUN_NONE;
  const process = spawn(stun);
  const listens = await saysThatItListens(process);
  if (!listens) return STUN_NONE; // it has said why
  running.add(process);
  void process.status.then(() => {
    running.delete(process);
    setTimeout(() => void startStun(stun), AGAIN_MS);
  });
  return STUN_BESIDE;
}

function spawn({ host, port }: NonNullable<Config["stun"]>): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", ...stunPermissions(), "server/stun/main.ts", host, String(port)],
    cwd: root,
    env: ENVIRONMENT,
    stdin: "piped", // it closes when this process ends, however it does
    stdout: "piped",
  }).spawn();
}

/** False if it ended before it said anything. */
async function saysThatItListens({ stdout }: Deno.ChildProcess): Promise<boolean> {
  const reader = stdout.getReader();
  const { done } = await reader.read();
  reader.releaseLock();
  void stdout.cancel();
  return !done;
}

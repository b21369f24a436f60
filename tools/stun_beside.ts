// Runs the STUN server beside the server, as a process with permissions of its own.
import type { Config } from "../server/config/read_config.ts";
import { STUN_BESIDE, STUN_NONE } from "../server/stun/mod.ts";
import { ENVIRONMENT, stunPermissions } from "./permissions.ts";

const root = new URL("../", import.meta.url);

/** One that has ended by itself is started again after so many milliseconds; twice as long each time. */
const AGAIN_MS = 1_000;
const MOST_AGAIN_MS = 60_000;

type Settings = NonNullable<Config["stun"]>;

/** Starts it, if there shall be one; answers the argument that tells the server about it. */
export async function startStun(stun: Config["stun"]): Promise<string> {
  const process = stun && await startListening(stun);
  if (stun === null || process === null) return STUN_NONE; // it has said why
  void keepRunning(process, stun);
  return STUN_BESIDE;
}

/** People are told of it from now on: there has to be one again, however long that takes. */
async function keepRunning(first: Deno.ChildProcess, stun: Settings): Promise<void> {
  let process: Deno.ChildProcess | null = first;
  let pause = AGAIN_MS;
  for (;;) {
    if (process !== null) {
      await process.status;
      await process.stdin.close().catch(() => {}); // held until now: Deno closes what nobody holds
      pause = AGAIN_MS;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(2 * pause, MOST_AGAIN_MS);
    process = await startListening(stun).catch(() => null);
  }
}

/** The process once it listens; null if it ended before. */
async function startListening({ host, port }: Settings): Promise<Deno.ChildProcess | null> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", ...stunPermissions(), "server/stun/main.ts", host, String(port)],
    cwd: root,
    env: ENVIRONMENT,
    stdin: "piped", // it closes when this process ends, however it does
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.getReader();
  const { done } = await reader.read();
  reader.releaseLock();
  void process.stdout.cancel();
  return done ? null : process;
}

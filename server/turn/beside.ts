// Starts the process that keeps coturn running, and listens to what it says.
import type { TurnSettings } from "./coturn_file.ts";
import { PROGRAM } from "./coturn.ts";
import { stateIn, type TurnState } from "./turn_state.ts";

/** One that has ended by itself is started again after so many milliseconds. */
const AGAIN_MS = 1_000;
/** One that could not start again is tried again after so many milliseconds. */
const RETRY_MS = 30_000;

/** The folder in the data folder that is that process's own. */
export function turnFolder(dataDir: string): string {
  return `${dataDir}/turn`;
}

/** What it may do: run coturn, write its configuration, look at its port. */
export function turnPermissions({ host, port }: TurnSettings, folder: string): string[] {
  const name = host.includes(":") ? `[${host}]` : host;
  return [
    ...["--quiet", "--no-prompt", "--no-lock", "--no-config", "--no-npm", "--no-remote"],
    ...["--cached-only", "--deny-import", "--ignore-env", "--allow-sys=networkInterfaces"],
    `--allow-net=${name}:${port},127.0.0.1:${port}`,
    `--allow-read=${folder}`,
    `--allow-write=${folder}`,
    `--allow-run=${PROGRAM}`,
  ];
}

/** What is started, and who hears of it. */
export interface TurnBeside {
  settings: TurnSettings;
  dataDir: string;
  onState: (state: TurnState) => void;
}

/** Kept, because Deno closes the input of a process that nobody holds any more. */
const running = new Set<Deno.ChildProcess>();

/** True once it runs; false if it ended at once, which it has explained then. */
export async function startTurn(options: TurnBeside): Promise<boolean> {
  const process = spawn(options);
  running.add(process);
  const first = Promise.withResolvers<boolean>();
  let last: TurnState | null = null;
  const listening = listen(process, (state) => {
    last = state;
    options.onState(state);
    first.resolve(true);
  });
  void Promise.all([process.status, listening]).then(() => {
    running.delete(process);
    if (last === null) return first.resolve(false);
    endOrphan(last);
    options.onState({ ...last, pid: null, open: 0 });
    setTimeout(() => void startAgain(options), AGAIN_MS);
  });
  return await first.promise;
}

async function startAgain(options: TurnBeside): Promise<void> {
  if (!await startTurn(options)) setTimeout(() => void startAgain(options), RETRY_MS);
}

function spawn({ settings, dataDir }: TurnBeside): Deno.ChildProcess {
  const folder = turnFolder(dataDir);
  const program = new URL("./main.ts", import.meta.url).href;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", ...turnPermissions(settings, folder), program, JSON.stringify(settings), folder],
    env: { DENO_NO_UPDATE_CHECK: "1" },
    stdin: "piped", // it closes when this process ends, however it does
    stdout: "piped",
  }).spawn();
}

async function listen(
  { stdout }: Deno.ChildProcess,
  onState: (state: TurnState) => void,
): Promise<void> {
  let rest = "";
  for await (const text of stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const state = stateIn(line);
      if (state !== null) onState(state);
    }
  }
}

/** Killed, it could not end its coturn, which would hold the port. */
function endOrphan({ pid }: TurnState): void {
  try {
    if (pid !== null) Deno.kill(pid, "SIGKILL");
  } catch {
    // it has ended
  }
}

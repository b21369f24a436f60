// `deno task start`: builds if something has changed, then runs the server with no more permissions
// than its settings need.
import { type Config, environmentFrom, readConfig } from "../server/config/read_config.ts";
import { Signals } from "../server/lifecycle.ts";
import { tryToListen } from "../server/listen_problem.ts";
import { loadTls } from "../server/tls_files.ts";
import { buildIfChanged, fetchModules } from "./build.ts";
import { commaProblem, ENVIRONMENT, permissionsFor } from "./permissions.ts";
import { startStun } from "./stun_beside.ts";
import { TurnBeside } from "./turn_beside.ts";

const root = new URL("../", import.meta.url);

/** How often to look whether the task runner is still there, in milliseconds. */
const PARENT_MS = 500;

if (import.meta.main) await start();

async function start(): Promise<void> {
  const parent = Deno.args.includes("--end-with-parent") ? Deno.ppid : null;
  const signals = Signals.follow(); // what is started here ends with this process
  const config = readConfig(environmentFrom((name) => Deno.env.get(name)));
  if (typeof config === "string") return refuse(config);
  const problem = commaProblem(config) ?? await problemOf(config); // before the seconds that a build takes
  if (problem !== null) return refuse(problem);
  const stun = startStun(config.stun); // meanwhile
  const turn = new TurnBeside();
  const turnFlag = turn.start(config);
  const code = await fetchModules() || await buildIfChanged();
  if (code !== 0) Deno.exit(code);
  const server = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...permissionsFor(config),
      "main.ts",
      "--end-with-input",
      await stun,
      await turnFlag,
    ],
    cwd: root,
    env: ENVIRONMENT,
    stdin: "piped", // it closes when this process ends, however it does
  }).spawn();
  turn.tell(server.stdin);
  passOnSignals(signals, { server, config });
  if (parent !== null) endWith(parent, server);
  Deno.exit((await server.status).code);
}

async function problemOf({ port, httpPort, host, tls }: Config): Promise<string | null> {
  const files = tls === null ? null : loadTls(tls, Deno.readTextFileSync);
  if (typeof files === "string") return files;
  const problem = await tryToListen({ port, host });
  if (problem !== null || httpPort === null) return problem;
  return await tryToListen({ port: httpPort, host, setting: "HTTP_PORT" });
}

function refuse(sentence: string): never {
  console.error(sentence);
  Deno.exit(1);
}

/** The server ends by itself, and this process after it. */
function passOnSignals(
  signals: Signals,
  { server, config }: { server: Deno.ChildProcess; config: Config },
): void {
  signals.attach({
    end: async () => {
      tell(server, "SIGTERM");
      await server.status;
    },
    reload: () => void listens(config).then((does) => does && tell(server, "SIGHUP")),
  });
}

/** Before it listens it would end by SIGHUP, and reads its certificates only then. */
async function listens({ port, host }: Config): Promise<boolean> {
  try {
    (await Deno.connect({ port, hostname: host })).close();
    return true;
  } catch {
    return false;
  }
}

function tell(server: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    server.kill(Deno.build.os === "windows" ? "SIGINT" : signal);
  } catch {
    // It has ended already.
  }
}

/** `deno task` may be killed, and then tells nobody; Windows does not show it. */
function endWith(parent: number, server: Deno.ChildProcess): void {
  const timer = setInterval(() => {
    if (Deno.ppid === parent) return;
    clearInterval(timer);
    tell(server, "SIGTERM");
  }, PARENT_MS);
}

// Keeps coturn running, as a process of its own that ends it with itself (docs/decisions/018-coturn-inside.md):
// its arguments are the settings as JSON and the folder that it may write to.
import { networkInterfaces } from "node:os";
import { untilInputEnds } from "../lifecycle.ts";
import { loadSecret } from "../secret_file.ts";
import { startCoturn } from "./coturn.ts";
import { coturnFile, type TurnSettings } from "./coturn_file.ts";
import { CoturnLog } from "./coturn_log.ts";
import { answersBinding, HangWatch } from "./hang_watch.ts";
import { turnPlaces } from "./places.ts";
import { Supervisor } from "./supervisor.ts";
import { lineOf } from "./turn_state.ts";

/** How often figures are told if they have changed, in milliseconds. */
const TELL_MS = 1_000;

const [given = "", folder = ""] = Deno.args;
const settings: TurnSettings = JSON.parse(given);
const log = new CoturnLog();
/** The last line that was told. */
let said = "";
const after = (ms: number, action: () => void) => {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
};
const hangs = new HangWatch({
  ask: () => answersBinding(settings.port),
  after,
  onHang: () => {
    console.error("coturn does not answer any more, and is ended.");
    supervisor.running?.kill();
  },
});
const supervisor = new Supervisor({
  start: () => startCoturn({ ...settings, file: writeFile(), onText: (text) => log.take(text) }),
  after,
  steady: () => performance.now(),
  log: (sentence) => console.error(sentence),
  onChange: () => {
    if (supervisor.running === null) {
      log.end();
      hangs.stop();
    } else hangs.start();
    tell();
  },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  if (signal === "SIGTERM" && Deno.build.os === "windows") continue;
  Deno.addSignalListener(signal, () => {}); // whoever started this process ends it
}
const { warning } = places();
if (warning !== null) console.error(warning);
const problem = await supervisor.begin();
if (problem !== null) fail(problem);
const telling = setInterval(tell, TELL_MS);
await untilInputEnds();
clearInterval(telling);
hangs.stop();
await supervisor.stop();
Deno.exit(0);

/** Addresses may have changed since the last start. */
function writeFile(): string {
  const path = `${folder}/coturn.conf`;
  const { value: secret, warning } = loadSecret({ secret: "", dataDir: folder });
  if (warning !== null) fail(warning);
  const text = coturnFile({ settings, places: places(), secret, folder });
  Deno.writeTextFileSync(path, "", { mode: 0o600 });
  Deno.chmodSync(path, 0o600); // where it was there before with another mode
  Deno.writeTextFileSync(path, text);
  return path;
}

function places() {
  const found = turnPlaces({
    host: settings.host,
    outside: settings.addresses,
    own: ownAddresses(),
  });
  return typeof found === "string" ? fail(found) : found;
}

/** Of all interfaces; none where the system does not say. */
function ownAddresses(): string[] {
  try {
    return Object.values(networkInterfaces()).flat().map((one) => one?.address ?? "");
  } catch {
    return [];
  }
}

function tell(): void {
  const { running, restarts } = supervisor;
  const line = lineOf({ ...log.figures, pid: running?.pid ?? null, restarts });
  if (line !== said) console.log(line);
  said = line;
}

function fail(sentence: string): never {
  console.error(`${sentence} There is no TURN server inside.`);
  supervisor.running?.kill();
  Deno.exit(1);
}

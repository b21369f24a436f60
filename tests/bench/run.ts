// `deno task bench [name …] [--minutes 10] [--quick] [--only workload]`: every figure beside its floor, as Markdown.
import { buildOnce } from "../browser/harness/server.ts";
import { benchChat } from "./calls/chat.ts";
import { benchKills } from "./calls/kills.ts";
import { benchOffline } from "./calls/offline.ts";
import { benchRecordings } from "./recordings.ts";
import { benchReloads } from "./calls/reloads.ts";
import { benchSignals } from "./calls/signals.ts";
import { benchStorm } from "./calls/storm.ts";
import { benchFiles } from "./files.ts";
import { benchHostile, benchHostileHttp } from "./hostile.ts";
import { benchJoin } from "./join.ts";
import { benchLighthouse } from "./lighthouse.ts";
import { benchPast } from "./past.ts";
import { benchRestart } from "./restart.ts";
import { benchSignaling } from "./signaling.ts";
import { benchScale } from "./scale.ts";
import { benchSoak } from "./soak.ts";
import { benchUplink } from "./uplink.ts";
import { benchWeight } from "./weight.ts";

/** What can be chosen on the command line. */
interface BenchOptions {
  /** How long those take that go on for as long as one likes. */
  minutes?: number;
  /** Fewer repeats: enough to see a large difference, too few to claim one. */
  quick?: boolean;
  /** Workloads whose name has this in it. */
  only?: string;
}

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<void>>> = {
  "weight": benchWeight,
  "signaling": benchSignaling,
  "join": benchJoin,
  "hostile": benchHostile,
  "hostile-http": benchHostileHttp,
  "past": benchPast,
  "restart": benchRestart,
  "kills": benchKills,
  "reloads": benchReloads,
  "signals": benchSignals,
  "storm": benchStorm,
  "offline": benchOffline,
  "chat": benchChat,
  "scale": benchScale,
  "soak": benchSoak,
  "uplink": benchUplink,
  "files": benchFiles,
  "recordings": benchRecordings,
  "lighthouse": benchLighthouse,
};

const { names, minutes, ...options } = parse(Deno.args);
const asked = names.length > 0 ? names : Object.keys(BENCHES);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `No such bench: ${unknown.join(", ")}. There are ${Object.keys(BENCHES).join(", ")}.`,
  );
  Deno.exit(1);
}
if (minutes !== undefined && !(minutes > 0)) {
  console.error("--minutes needs a number.");
  Deno.exit(1);
}

await buildOnce();
console.log(`Deno ${Deno.version.deno}, ${navigator.hardwareConcurrency} cores. Read the ratios.`);
for (const name of asked) {
  await BENCHES[name]?.({ ...options, ...(minutes === undefined ? {} : { minutes }) });
}
Deno.exit(0);

function parse(args: readonly string[]): BenchOptions & { names: string[] } {
  const parsed: BenchOptions & { names: string[] } = { names: [] };
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? "";
    if (word === "--quick") parsed.quick = true;
    else if (word === "--minutes") parsed.minutes = Number(args[++at]);
    else if (word === "--only") parsed.only = args[++at] ?? "";
    else parsed.names.push(word);
  }
  return parsed;
}

// `deno task bench [name …] [--minutes 10]`: every figure beside its floor, as Markdown.
import { buildOnce } from "../browser/harness/server.ts";
import { benchChat } from "./calls/chat.ts";
import { benchKills } from "./calls/kills.ts";
import { benchOffline } from "./calls/offline.ts";
import { benchReloads } from "./calls/reloads.ts";
import { benchSignals } from "./calls/signals.ts";
import { benchStorm } from "./calls/storm.ts";
import { benchFirstFrame } from "./first_frame.ts";
import { benchHostile, benchHostileHttp } from "./hostile.ts";
import { benchLighthouse } from "./lighthouse.ts";
import { benchPast } from "./past.ts";
import { benchRestart } from "./restart.ts";
import { benchSignaling } from "./signaling.ts";
import { benchSoak } from "./soak.ts";
import { benchUplink } from "./uplink.ts";
import { benchWeight } from "./weight.ts";

/** What can be chosen on the command line. */
interface BenchOptions {
  /** How long those take that go on for as long as one likes. */
  minutes?: number;
}

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<void>>> = {
  "weight": benchWeight,
  "signaling": benchSignaling,
  "first-frame": benchFirstFrame,
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
  "soak": benchSoak,
  "uplink": benchUplink,
  "lighthouse": benchLighthouse,
};

const at = Deno.args.indexOf("--minutes");
const minutes = at < 0 ? undefined : Number(Deno.args[at + 1]);
const names = Deno.args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
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
for (const name of asked) await BENCHES[name]?.(minutes === undefined ? {} : { minutes });
Deno.exit(0);

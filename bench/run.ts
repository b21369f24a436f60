// `deno task bench [weight] [signaling] [first-frame] [hostile] [restart] [soak] [lighthouse]`: every figure beside its floor, as Markdown.
import { buildOnce } from "../tests/browser/harness/server.ts";
import { benchFirstFrame } from "./first_frame.ts";
import { benchHostile } from "./hostile.ts";
import { benchLighthouse } from "./lighthouse.ts";
import { benchRestart } from "./restart.ts";
import { benchSignaling } from "./signaling.ts";
import { benchSoak } from "./soak.ts";
import { benchWeight } from "./weight.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  "weight": benchWeight,
  "signaling": benchSignaling,
  "first-frame": benchFirstFrame,
  "hostile": benchHostile,
  "restart": benchRestart,
  "soak": benchSoak,
  "lighthouse": benchLighthouse,
};

const asked = Deno.args.length > 0 ? Deno.args : Object.keys(BENCHES);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(
    `No such bench: ${unknown.join(", ")}. There are ${Object.keys(BENCHES).join(", ")}.`,
  );
  Deno.exit(1);
}

await buildOnce();
console.log(`Deno ${Deno.version.deno}, ${navigator.hardwareConcurrency} cores. Read the ratios.`);
for (const name of asked) await BENCHES[name]?.();
Deno.exit(0);

// The builder's entry: `dev.ts build` writes _fresh/; without an argument it serves and reloads.
import { Builder } from "fresh/dev";
import { buildAssets } from "./tools/assets/assets.ts";
import { untilInputEnds } from "./server/lifecycle.ts";
import { keepScripts, scriptsOf, writeScripts } from "./tools/assets/retain_files.ts";

// A build that nobody waits for would write between the files of the next one.
if (Deno.args.includes("--end-with-input")) void untilInputEnds().then(() => Deno.exit(1));
const builder = new Builder();
await buildAssets();
if (Deno.args.includes("build")) {
  const [out, now] = [new URL("./_fresh/", import.meta.url), Date.now()];
  const scripts = await scriptsOf(out, now);
  await writeScripts(out, scripts, now);
  await builder.build();
  await keepScripts(out, scripts, now);
  Deno.exit(0); // the input is still open
} else {
  const applySnapshot = await builder.build({ snapshot: "memory", mode: "development" });
  const { app, serve } = await import("./main.ts");
  applySnapshot(app);
  await serve(app.handler());
}

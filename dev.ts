// The builder's entry: `dev.ts build` writes _fresh/; without an argument it serves and reloads.
import { Builder } from "fresh/dev";
import { buildAssets } from "./tools/assets/assets.ts";
import { keepScripts, scriptsOf, writeScripts } from "./tools/assets/retain_files.ts";

const builder = new Builder();
await buildAssets();
if (Deno.args.includes("build")) {
  const [out, now] = [new URL("./_fresh/", import.meta.url), Date.now()];
  const scripts = await scriptsOf(out, now);
  await writeScripts(out, scripts, now);
  await builder.build();
  await keepScripts(out, scripts, now);
} else {
  const applySnapshot = await builder.build({ snapshot: "memory", mode: "development" });
  const { app, serve } = await import("./main.ts");
  applySnapshot(app);
  await serve(app.handler());
}

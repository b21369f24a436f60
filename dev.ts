// The builder's entry: `dev.ts build` writes _fresh/; without an argument it serves and reloads.
import { Builder } from "fresh/dev";
import { buildAssets } from "./build/assets.ts";

const builder = new Builder();
await buildAssets();
if (Deno.args.includes("build")) {
  await builder.build();
} else {
  const applySnapshot = await builder.build({ snapshot: "memory", mode: "development" });
  const { app, serve } = await import("./main.ts");
  applySnapshot(app);
  await serve(app.handler());
}

// The pages without islands and without a network: an app's handler to ask directly.
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { buildAssets } from "@/tools/assets/assets.ts";
import { type Config, readConfig } from "@/server/config/read_config.ts";
import type { State } from "@/utils.ts";

/** Answers requests for pages and files. */
export type Ask = (path: string, init?: RequestInit & { origin?: string }) => Promise<Response>;

const ROOT = new URL("../../", import.meta.url).pathname;

await buildAssets();
const apply = await new Builder({ root: ROOT, islandDir: "tests/routes/none" })
  .build({ snapshot: "memory" });

/** An app with our routes, as main.ts makes it. */
export function pages(environment: Parameters<typeof readConfig>[0] = {}): Ask {
  const config = readConfig(environment) as Config;
  const app = new App<State>()
    .use((ctx) => {
      ctx.state.config = config;
      ctx.state.signIn = null;
      return ctx.next();
    })
    .use(staticFiles())
    .fsRoutes()
    .get("/explode", () => Promise.reject(new Error("on purpose")));
  apply(app);
  const handler = app.handler();
  return (path, { origin = "http://localhost:7007", ...init } = {}) =>
    handler(new Request(origin + path, { redirect: "manual", ...init }));
}

/** Runs something that makes the server report errors; gives the reports instead of printing. */
export async function collectReports(run: () => Promise<void>): Promise<unknown[]> {
  const { error } = console;
  const reports: unknown[] = [];
  console.error = (...args) => reports.push(args);
  try {
    await run();
  } finally {
    console.error = error;
  }
  return reports;
}

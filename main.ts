// The composition root: settings, signaling and the Fresh app become one server on one port.
import { App, loadSnapshot, staticFiles } from "fresh";
import { type Config, environmentFrom, readConfig } from "./config.ts";
import { createWebServer } from "./http_server.ts";
import { loadSecret } from "./key_file.ts";
import { fileHeaders } from "./routes/(_parts)/file_headers.ts";
import { attachSignaling, type Signaling } from "./signaling/mod.ts";
import { isTrusted } from "./signaling/walls/address.ts";
import { loadTls, type TlsFiles } from "./tls_files.ts";
import type { State } from "./utils.ts";

const config = orExit(readConfig(environmentFrom((name) => Deno.env.get(name))));
let signaling: Signaling | null = null;

/** The pages. They learn of the signaling only by its figures. */
export const app = new App<State>()
  .use((ctx) => {
    ctx.state.config = config;
    ctx.state.stats = () => signaling?.stats() ?? null;
    return ctx.next();
  })
  .use(fileHeaders)
  .use(staticFiles())
  .fsRoutes();

/** Listens until the process is told to end. The app must have its build by then. */
export async function serve(): Promise<void> {
  const tls = tlsOrExit(config);
  const web = createWebServer({ handler: app.handler(), tls, onError: report, limitOf });
  const secret = loadSecret(config);
  if (secret.warning !== null) console.error(secret.warning);
  signaling = attachSignaling(web.node, { config, secret: secret.value, onError: report });
  const port = orExit(await web.listen(config));
  console.log(`Жүз: ${tls ? "https" : "http"}://${shownHost(config.host)}:${port}`);
  onceToldToEnd(async () => {
    await signaling?.close();
    await web.close();
    Deno.exit(0);
  });
}

/** Pages open several connections at once; a proxy speaks for everybody. */
function limitOf(address: string): number {
  const { addressLimit, trustProxy } = config;
  return addressLimit === 0 || isTrusted(address, trustProxy) ? Infinity : 6 * addressLimit;
}

function tlsOrExit({ tls }: Config): TlsFiles | null {
  return tls === null ? null : orExit(loadTls(tls, Deno.readTextFileSync));
}

/** A setting that cannot be used ends the process with the sentence that names it. */
function orExit<T>(result: T | string): Exclude<T, string> {
  if (typeof result !== "string") return result as Exclude<T, string>;
  console.error(result);
  Deno.exit(1);
}

/** Listening everywhere includes this machine, and only there may a page on http use a camera. */
function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function onceToldToEnd(end: () => Promise<void>): void {
  let ending: Promise<void> | null = null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    if (signal === "SIGTERM" && Deno.build.os === "windows") continue; // Windows has only SIGINT
    Deno.addSignalListener(signal, () => void (ending ??= end()));
  }
}

function report(error: unknown, event?: string): void {
  console.error(event ?? "http", error);
}

if (import.meta.main) {
  const applySnapshot = await loadSnapshot(new URL("./_fresh/", import.meta.url));
  applySnapshot(app);
  await serve();
}

// The composition root: settings, signaling and the Fresh app become one server on one port.
import { App, HttpError, staticFiles } from "fresh";
import { Api } from "./server/api/mod.ts";
import { type Config, environmentFrom, readConfig } from "./server/config/read_config.ts";
import type { RefusedStatus, RequestLimiterOptions } from "./server/limits/request_limiter.ts";
import {
  createWebServer,
  type FetchHandler,
  type WebServer,
  type WebServerOptions,
} from "./server/http_server.ts";
import "./i18n/ready.ts";
import { detectLocale } from "./i18n/detect.ts";
import { translator } from "./i18n/messages.ts";
import { retainedFiles } from "./server/retained_files.ts";
import { loadSecret } from "./server/secret_file.ts";
import { fileHeaders } from "./routes/(_parts)/file_headers.ts";
import { redirectToHttps } from "./server/https_redirect.ts";
import { Signals } from "./server/lifecycle.ts";
import { JanusRouter } from "./server/media/mod.ts";
import { ErrorLog } from "./server/error_log.ts";
import { attachSignaling, ServerCrypto, type Signaling } from "./signaling/mod.ts";
import { SignIn } from "./server/signin/mod.ts";
import { RefusalLog } from "./signaling/gateway/refusal_log.ts";
import { redisStore } from "./server/redis/mod.ts";
import { ownStun } from "./server/stun/mod.ts";
import { type TurnInside, turnInside } from "./server/turn/mod.ts";
import { holdFolder, openStorage } from "./server/storage/mod.ts";
import { loadTls, type TlsFiles } from "./server/tls_files.ts";
import { TlsWatch } from "./server/tls_watch.ts";
import type { State } from "./utils.ts";

const config = orExit(readConfig(environmentFrom((name) => Deno.env.get(name))));
const log = new ErrorLog((line) => console.error(line));
const secret = loadSecret(config);
const onWarning = (sentence: string) => console.error(sentence);
const signIn = config.oidc &&
  new SignIn(config.oidc, { crypto: new ServerCrypto(secret.value), onWarning });
let signaling: Signaling | null = null;
let web: WebServer | null = null;
let relays: TurnInside | null = null;

const api = new Api({
  key: config.apiKey,
  roomAdmin: () => signaling?.roomAdmin ?? null,
  onError: (error) => log.error(error, "api"),
});

/** The pages. They learn of the signaling only by its figures. */
export const app = new App<State>()
  .use((ctx) => {
    ctx.state.config = config;
    ctx.state.stats = () => signaling?.stats() ?? null;
    ctx.state.api = api;
    ctx.state.signIn = signIn;
    ctx.state.roomAdmin = () => signaling?.roomAdmin ?? null;
    ctx.state.errors = () => log.count;
    ctx.state.turn = () => relays?.state ?? null;
    ctx.state.hearing = () => web?.hearing() ?? { ok: true, listenedAnew: 0 };
    return ctx.next();
  })
  .use(async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      if (error instanceof HttpError) throw error;
      log.error(error, "page"); // Fresh would print it whole
      throw new HttpError(500);
    }
  })
  .use(fileHeaders)
  .use(staticFiles())
  .use(retainedFiles(new URL("./_fresh/", import.meta.url)))
  .fsRoutes();

/** Serves `pages` and the signaling until the process is told to end. */
export async function serve(pages: FetchHandler, signals = Signals.follow()): Promise<void> {
  const tls = tlsOrExit(config);
  const onError = (error: unknown, event = "http") => log.error(error, event);
  const refusals = new RefusalLog({ write: onWarning, steady: () => performance.now() });
  const selfCheck = { onTrouble: onWarning };
  const limits = { ...config, onRefused: refusals.note, words: refusedWords };
  catchTheRest();
  const insides = await startInsides(tls);
  const turnPlace = relays?.place;
  const server = createWebServer({ handler: pages, tls, onError, limits, selfCheck, turnPlace });
  web = server;
  if (secret.warning !== null) console.error(secret.warning);
  const required = config.secret !== "";
  const storage = orExit(openStorage({ ...config, required, onWarning }));
  void holdFolder(config.dataDir, { onWarning });
  signaling = attachSignaling(server.node, {
    config: { ...config, ...insides, madeRoomsOnly: signIn !== null },
    secret: secret.value,
    storage,
    shared: config.redisUrl === "" ? null : redisStore(config.redisUrl, { onWarning }),
    sfu: sfuOf(config, onWarning),
    onError,
    onRefused: refusals.note,
  });
  const port = orExit(await server.listen(config));
  const watch = tls && watchTls(tls, server);
  const redirect = watch && await listenForHttp(watch, { port, limits, selfCheck });
  console.log(`Жүз: ${tls ? "https" : "http"}://${shownHost(config.host)}:${port}`);
  const end = async () => {
    watch?.stop();
    await signaling?.close();
    await Promise.all([server.close(), redirect?.close()]);
    storage.close(); // requests in flight read it until now
    Deno.exit(0);
  };
  const reload = () => watch?.look({ now: true });
  signals.attach({ end, reload, hear: (line) => relays?.hear(line) });
}

/** The STUN and TURN servers inside, as browsers are told of them. */
async function startInsides(tls: TlsFiles | null) {
  const stun = await ownStun(config.stun, Deno.args);
  const tlsPort = tls === null ? null : config.port;
  const turn = await turnInside({ ...config, tlsPort }, Deno.args);
  for (const one of [stun, turn]) if (typeof one === "string") console.error(one);
  if (typeof turn !== "string") relays = turn;
  return {
    ownStunPort: stun === true && config.stun?.isTold ? config.stun.port : null,
    ownTurn: () => relays?.told() ?? null,
  };
}

/** Renewed certificates are served from the next connection on. */
function watchTls(files: TlsFiles, web: WebServer): TlsWatch {
  const watch = new TlsWatch({
    paths: config.tls!,
    read: Deno.readTextFileSync,
    files,
    onChange: (renewed) => {
      web.useTls(renewed);
      console.log("TLS_CERT: the new certificate is served.");
    },
    onProblem: (sentence) => console.error(`${sentence} The certificate of before is served.`),
  });
  watch.start();
  return watch;
}

/** What the listener of HTTP_PORT has of the other one, and where that one is. */
interface HttpPlace extends Required<Pick<WebServerOptions, "selfCheck">> {
  port: number;
  limits: RequestLimiterOptions;
}

/** HTTP_PORT: has the same limits, and the same names whatever port they were given with. */
async function listenForHttp(
  watch: TlsWatch,
  { port, limits, selfCheck }: HttpPlace,
): Promise<WebServer | null> {
  const { httpPort, host } = config;
  if (httpPort === null) return null;
  const hosts = limits.hosts.map((name) => name.replace(/:\d+$/, ""));
  const web = createWebServer({
    handler: redirectToHttps({ port, cert: () => watch.files.cert }),
    tls: null,
    onError: (error: unknown) => log.error(error, "redirect"),
    limits: { ...limits, hosts },
    selfCheck,
  });
  orExit(await web.listen({ port: httpPort, host, setting: "HTTP_PORT" }));
  return web;
}

/** SFU_URL: it need not be there yet, nor stay. */
function sfuOf({ sfu }: Config, onWarning: (sentence: string) => void) {
  return sfu && { router: new JanusRouter({ ...sfu, onWarning }), meshMax: sfu.meshMax };
}

/** What a person reads whose request is turned away before any page is made. */
function refusedWords(status: RefusedStatus, acceptLanguage: string | undefined): string {
  const locale = detectLocale({
    query: null,
    cookie: null,
    acceptLanguage: acceptLanguage ?? null,
  });
  return translator(locale)(`page.${status}.help`);
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

/** The last net, not the plan: what falls through to it is counted in /metrics. */
function catchTheRest(): void {
  for (const event of ["error", "unhandledrejection"] as const) {
    globalThis.addEventListener(event, (happening) => {
      happening.preventDefault();
      log.error("reason" in happening ? happening.reason : happening.error, event);
    });
  }
}

/** The pages as the build made them: its `server.js` imports `app` from here. */
async function builtPages(): Promise<FetchHandler> {
  const built = new URL("./_fresh/server.js", import.meta.url).href;
  const { default: server } = await import(built);
  return server.fetch;
}

// Not awaited here: the build waits until this module has run.
if (import.meta.main) {
  const signals = Signals.follow(); // from the first moment on: SIGHUP would end the process
  void builtPages().then((pages) => serve(pages, signals));
}

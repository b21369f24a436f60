// What the server and the build may do, as flags of `deno run`: nothing that they do not need.
import { type Config, SETTINGS } from "../server/config/read_config.ts";
import { readBy } from "./folders.ts";

/** What pages are made of: the build, files, and the modules that it loads by name. */
const PAGES = ["_fresh", ...readBy("server")];

/** What the build reads, and what makes a new build necessary when it changes. */
export const BUILD_INPUTS: readonly string[] = ["deno.json", "deno.lock", ...readBy("build")]
  .sort();

/**
 * Deno fetches all that a lock file names. What runs and what builds is locked here; what only tests
 * need stands in tests/deno.lock, so that a start does not fetch it.
 */
export const LOCK_FLAG = "--lock=deno.lock";

/**
 * Modules come from the lock file alone. Deno lets every program import code from five hosts of its
 * own choice, whatever `--allow-net` says; that would be a way out for data, too.
 */
const LOCKED = ["--no-prompt", LOCK_FLAG, "--frozen", "--deny-import", "--no-remote"];

/** Deno asks its maker for a newer version now and then: not here. */
export const ENVIRONMENT = { DENO_NO_UPDATE_CHECK: "1" } as const;

/** Deno separates the paths of a flag by commas: the setting whose path has one, in a sentence. */
export function commaProblem({ tls, dataDir }: Pick<Config, "tls" | "dataDir">): string | null {
  const { certPath = "", keyPath = "" } = tls ?? {};
  const paths = Object.entries({ DATA_DIR: dataDir, TLS_CERT: certPath, TLS_KEY: keyPath });
  const [name] = paths.find(([, path]) => path.includes(",")) ?? [];
  return name === undefined ? null : `${name} is a path with a comma, which Deno takes for two.`;
}

/** What the server may do. It finds its modules in the cache, and asks no registry. */
export function permissionsFor(
  { host, port, httpPort, tls, dataDir, oidc, redisUrl, sfu, turn }: Pick<
    Config,
    "host" | "port" | "httpPort" | "tls" | "dataDir" | "oidc" | "redisUrl" | "sfu" | "turn"
  >,
): string[] {
  const name = host.includes(":") ? `[${host}]` : host;
  const ports = httpPort === null ? [port] : [port, httpPort];
  const places = ports.map((one) => `${name}:${one}`);
  const others = [
    ...providerOf(oidc),
    ...redisOf(redisUrl),
    ...(sfu === null ? [] : [addressOf(sfu.url)]),
    // TURN over TLS comes to the port of the pages, and goes on to coturn.
    ...(turn === null || tls === null ? [] : [`127.0.0.1:${turn.port}`]),
  ];
  const files = tls ? [tls.certPath, tls.keyPath] : [];
  return [
    ...LOCKED,
    "--cached-only",
    `--allow-net=${[...places, ...others].join(",")}`, // listen there, connect nowhere else
    `--allow-read=${[...PAGES, ...files, dataDir].join(",")}`, // pages, certificate
    `--allow-write=${dataDir}`, // its own secret, and what hosts decided about their rooms
    `--allow-env=${SETTINGS.map(({ name }) => name).join(",")}`,
    "--ignore-env", // libraries that look at other variables see none
  ];
}

/**
 * What the STUN server's process may do: datagrams go to whoever asked, so it may send to anybody,
 * and therefore reads nothing, sees no setting, loads no package and starts nothing.
 */
export function stunPermissions(): string[] {
  return [
    ...["--quiet", "--no-prompt", "--no-lock", "--no-config", "--no-npm", "--no-remote"],
    ...["--cached-only", "--deny-import", "--ignore-env", "--allow-net"],
  ];
}

/** What the build may do. `npmCache` is the folder with Deno's npm packages. */
export function buildPermissions(npmCache: string): string[] {
  return [
    ...LOCKED,
    "--cached-only",
    `--allow-read=${[...BUILD_INPUTS, "_fresh", npmCache].join(",")}`,
    "--allow-write=_fresh,static/gen",
    "--ignore-env",
  ];
}

/** What several processes share. */
function redisOf(url: string): string[] {
  return url === "" ? [] : [`${new URL(url).hostname}:${new URL(url).port || 6379}`];
}

/** Machines that are asked who somebody is. */
function providerOf(oidc: Config["oidc"]): string[] {
  if (oidc === null) return [];
  return [
    addressOf(oidc.issuer),
    ...oidc.hosts.map((one) => /:\d+$/.test(one) ? one : `${one}:443`),
  ];
}

/** Host and port of a URL, whose scheme names the port where it names none. */
function addressOf(url: string): string {
  const { protocol, host, hostname, port } = new URL(url);
  if (port !== "") return host;
  return `${hostname}:${protocol === "https:" || protocol === "wss:" ? 443 : 80}`;
}

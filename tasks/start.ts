// `deno task start`: builds, then runs the server with no more permissions than its settings need.
import { type Config, environmentFrom, readConfig, SETTINGS } from "../config.ts";

const root = new URL("../", import.meta.url);

/** What pages are made of: the build, files, and the modules that it loads by name. */
const PAGES = [
  "_fresh",
  "static",
  "routes",
  "islands",
  "hooks",
  "components",
  "call",
  "i18n",
  "protocol",
  "signaling",
  "api",
  "signin",
  "storage",
  "fresh",
  "config.ts",
  "settings.ts",
  "utils.ts",
];

/** What the server may do, as flags of `deno run`. */
export function permissionsFor(
  { host, port, tls, dataDir, oidc }: Pick<Config, "host" | "port" | "tls" | "dataDir" | "oidc">,
): string[] {
  const name = host.includes(":") ? `[${host}]` : host;
  const files = tls ? [tls.certPath, tls.keyPath] : [];
  return [
    "--no-prompt",
    `--allow-net=${[`${name}:${port}`, ...providerOf(oidc)].join(",")}`, // listen there, connect nowhere else
    `--allow-read=${[...PAGES, ...files, dataDir].join(",")}`, // pages, certificate
    `--allow-write=${dataDir}`, // its own secret, and what hosts decided about their rooms
    `--allow-env=${SETTINGS.map(({ name }) => name).join(",")}`,
    "--ignore-env", // libraries that look at other variables see none
  ];
}

/** Machines that are asked who somebody is. */
function providerOf(oidc: Config["oidc"]): string[] {
  if (oidc === null) return [];
  const { host, hostname, port } = new URL(oidc.issuer);
  const issuer = port === "" ? `${hostname}:443` : host;
  return [issuer, ...oidc.hosts.map((one) => /:\d+$/.test(one) ? one : `${one}:443`)];
}

if (import.meta.main) await start();

async function start(): Promise<void> {
  const config = readConfig(environmentFrom((name) => Deno.env.get(name)));
  if (typeof config === "string") {
    console.error(config);
    Deno.exit(1);
  }
  const built = await deno(["task", "--quiet", "build"]).status;
  if (!built.success) Deno.exit(built.code);
  const server = deno(["run", ...permissionsFor(config), "main.ts"]);
  const signals = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  for (const signal of signals as Deno.Signal[]) {
    Deno.addSignalListener(signal, () => server.kill(signal));
  }
  Deno.exit((await server.status).code);
}

function deno(args: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), { args, cwd: root, stdin: "null" }).spawn();
}

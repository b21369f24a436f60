// nginx, Caddy and HAProxy with the example files of deploy/, on free ports of this machine.
import { freePort } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { selfSigned } from "../fakes/certificate.ts";

/** How an example becomes a file that runs here, and which program reads it. */
interface Recipe {
  example: string;
  program: (file: string) => string[];
  fill(text: string, filling: Filling): string;
}

interface Filling {
  port: number;
  server: number;
  /** The port of a second server, for an example that has two. */
  second: number;
  dir: string;
}

export const PROXIES: Readonly<Record<string, Recipe>> = {
  nginx: {
    example: "nginx.conf",
    program: (file) => ["nginx", "-c", file],
    fill: (text, { port, server, dir }) => {
      const site = text.replace("listen 443", `listen 127.0.0.1:${port}`)
        .replace(/ssl_certificate .*;/, `ssl_certificate ${dir}/cert.pem;`)
        .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${dir}/key.pem;`)
        .replace("127.0.0.1:7007", `127.0.0.1:${server}`)
        .replace("MEET.EXAMPLE.ORG", "localhost");
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((name) => `${name}_temp_path ${dir}/${name};`).join(" ");
      return `daemon off; pid ${dir}/pid; error_log stderr; events {}\nhttp { ${temporary}\n${site} }`;
    },
  },
  caddy: {
    example: "Caddyfile",
    program: (file) => ["caddy", "run", "--adapter", "caddyfile", "--config", file],
    fill: (text, { port, server, dir }) =>
      `{\n admin off\n auto_https disable_redirects\n}\n${text}`
        .replace(
          "MEET.EXAMPLE.ORG {",
          `https://localhost:${port} {\n tls ${dir}/cert.pem ${dir}/key.pem`,
        )
        .replace("127.0.0.1:7007", `127.0.0.1:${server}`),
  },
  haproxy: {
    example: "haproxy.cfg",
    program: (file) => ["haproxy", "-db", "-f", file],
    fill: (text, { port, server, dir }) =>
      text.replace("bind :443", `bind 127.0.0.1:${port}`)
        .replace(/crt \S+/, `crt ${dir}/both.pem`)
        .replace("127.0.0.1:7007", `127.0.0.1:${server}`),
  },
};

/** nginx before two processes that are one service. */
export const NGINX_PROCESSES: Recipe = {
  example: "nginx-processes.conf",
  program: (file) => ["nginx", "-c", file],
  fill: (text, filling) =>
    (PROXIES.nginx as Recipe).fill(text, filling)
      .replace("127.0.0.1:7008", `127.0.0.1:${filling.second}`),
};

/** Why this proxy cannot be tried here; null if it can. */
export function proxyMissing(name: string): string | null {
  for (const args of [["-v"], ["version"]]) {
    try {
      const options = { args, stdout: "null", stderr: "null" } as const;
      if (new Deno.Command(name, options).outputSync().success) return null;
    } catch {
      return `${name} is not installed`;
    }
  }
  return `${name} does not run here`;
}

/** A running proxy; `await using` ends it. */
export interface RunningProxy extends AsyncDisposable {
  /** "https://localhost:…". */
  url: string;
  port: number;
  /** The certificate that it shows, PEM, and a file that holds it. */
  cert: string;
  certPath: string;
  /** Ends it as a service manager does, and starts it again. */
  restart(): Promise<void>;
}

/** Starts it in front of a server's port, or of those of two. */
export async function startProxy(
  name: string | Recipe,
  server: number,
  second = server,
): Promise<RunningProxy> {
  const recipe = typeof name === "string" ? PROXIES[name] : name;
  if (recipe === undefined) throw new Error(`no such proxy: ${name}`);
  const dir = await Deno.makeTempDir();
  await Deno.chmod(dir, 0o755);
  const [port, { cert, key }] = [freePort(), selfSigned()];
  await Deno.writeTextFile(`${dir}/cert.pem`, cert);
  await Deno.writeTextFile(`${dir}/key.pem`, key);
  await Deno.writeTextFile(`${dir}/both.pem`, `${cert}\n${key}`);
  const example = await Deno.readTextFile(`deploy/${recipe.example}`);
  const file = `${dir}/${recipe.example}`;
  await Deno.writeTextFile(file, recipe.fill(example, { port, server, second, dir }));
  const [program = "", ...args] = recipe.program(file);
  const spawn = () =>
    new Deno.Command(program, { args, env: { HOME: dir }, stdout: "null", stderr: "null" }).spawn();
  let process = spawn();
  const listens = () =>
    until(
      () =>
        Deno.connect({ hostname: "127.0.0.1", port }).then((one) => one.close(), () => false).then((
          said,
        ) => said !== false),
      { what: `${recipe.example} to listen`, every: 20 },
    );
  const end = async () => {
    process.kill("SIGTERM");
    await process.status;
  };
  await listens();
  return {
    ...{ url: `https://localhost:${port}`, port, cert, certPath: `${dir}/cert.pem` },
    restart: async () => {
      await end();
      process = spawn();
      await listens();
    },
    [Symbol.asyncDispose]: async () => {
      await end();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

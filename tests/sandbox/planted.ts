// A dependency gone bad: tries everything it should not be able to do, and says what became of it.

const attempts: Record<string, () => unknown> = {
  "read /etc/passwd": () => Deno.readTextFile("/etc/passwd"),
  "read the home folders": () => Deno.readDir("/home")[Symbol.asyncIterator]().next(),
  "read the sources": () => Deno.readTextFile("main.ts"),
  "read the history": () => Deno.readTextFile(".git/HEAD"),
  "write into the project": () => Deno.writeTextFile("planted.txt", "x"),
  "write over a page": () => Deno.writeTextFile("static/favicon.svg", "x"),
  "write elsewhere": () => Deno.makeTempFile(),
  "remove a file": () => Deno.remove("static/favicon.svg"),
  "run a program": () => new Deno.Command("id").output(),
  "run itself with more rights": () =>
    new Deno.Command(Deno.execPath(), { args: ["eval", "1"] }).output(),
  "fetch something": () => fetch("http://example.org/"),
  "ask the cloud for its keys": () => fetch("http://169.254.169.254/latest/meta-data/"),
  "connect to a neighbour": () => Deno.connect({ hostname: "127.0.0.1", port: 22 }),
  "listen elsewhere": () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  "resolve a name": () => Deno.resolveDns("example.org", "A"),
  "load native code": () => Deno.dlopen("libc.so.6", {}),
  "ask who it is": () => Deno.hostname(),
  "see the machine": () => Deno.networkInterfaces(),
  "import from the net": () => import(String("https://example.org/x.ts")),
  "import from a host that Deno trusts": () => import(String("https://esm.sh/x?secret=1")),
  "import from JSR": () => import(String("jsr:@std/assert@1.0.0")),
  "import another package from npm": () => import(String("npm:secret-in-a-name@1.0.0")),
  "run a module of the net as a worker": () => working("https://esm.sh/worker.js"),
  "load code as a data address that loads more": () =>
    import(String("data:text/javascript,await import('https://deno.land/x/y.ts')")),
  "read all variables": () => must(Object.keys(Deno.env.toObject()).some(isForeign)),
  "read PATH": () => must(Deno.env.get("PATH")),
  "set a variable": () => {
    Deno.env.set("PLANTED", "1");
    must(Deno.env.get("PLANTED"));
  },
  "gain a right": async () =>
    must((await Deno.permissions.request({ name: "run" })).state === "granted"),
  "end another process": () => Deno.kill(1, "SIGTERM"),
  "read by Node's files": async () => (await import("node:fs")).readFileSync("/etc/passwd"),
  "write by Node's files": async () => (await import("node:fs")).writeFileSync("planted.txt", "x"),
  "link to a file": () => Deno.symlink("/etc/passwd", "data/planted"),
  "run a program by Node": async () => must(await programByNode("id")),
  "run it in a shell": async () =>
    must((await import("node:child_process")).execSync("id").length > 0),
  "load native code by Node": async () => {
    const { createRequire } = await import("node:module");
    createRequire(import.meta.url)("/usr/lib/planted.node");
  },
  "read all variables by Node": async () =>
    must(Object.keys((await import("node:process")).default.env).some(isForeign)),
  "connect by Node": async () =>
    await connected((await import("node:net")).connect(22, "127.0.0.1")),
  "resolve a name by Node": async () =>
    await (await import("node:dns")).promises.lookup("secret.example.org"),
  "send a datagram": async () => await datagram(),
  "ask who it is by Node": async () => must((await import("node:os")).userInfo().username),
  "open a socket of the web": () => socketOfTheWeb("ws://127.0.0.1:22/"),
  "open another database": async () => (await sqlite("/tmp/planted.db")).close(),
  "attach a database": async () => (await sqlite(":memory:")).exec("ATTACH '/tmp/planted.db' AS p"),
  "copy a database elsewhere": async () =>
    (await sqlite(":memory:")).exec("VACUUM INTO '/tmp/planted-copy.db'"),
  "load an extension into a database": async () => {
    const { DatabaseSync } = await import("node:sqlite");
    new DatabaseSync(":memory:", { allowExtension: true }).loadExtension("/usr/lib/planted.so");
  },
  "read by an import": () => import(String("/etc/hostname.json"), { with: { type: "json" } }),
  "fetch a file": async () => must(await (await fetch("file:///etc/passwd")).text()),
  "read in a worker": () => workerThat("Deno.readTextFileSync('/etc/passwd')"),
};

const results: Record<string, string> = {};
const messages: Record<string, string> = {};
const only = new RegExp(Deno.args[0] ?? "");
for (const [what, attempt] of Object.entries(attempts)) {
  if (!only.test(what)) continue;
  try {
    await attempt();
    results[what] = "DONE";
  } catch (error) {
    results[what] = error instanceof Error ? error.name : String(error);
    messages[what] = error instanceof Error ? error.message : String(error);
  }
}
console.log(JSON.stringify({ results, messages }));

function isForeign(name: string): boolean {
  return /PATH|HOME|USER|CANARY/.test(name);
}

async function sqlite(path: string) {
  const { DatabaseSync } = await import("node:sqlite");
  return new DatabaseSync(path);
}

async function programByNode(name: string): Promise<boolean> {
  const { spawnSync } = await import("node:child_process");
  const { error, status } = spawnSync(name);
  if (error) throw error;
  return status === 0;
}

function connected(socket: import("node:net").Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on("connect", () => resolve());
    // A refusal by the other side means that it was asked.
    socket.on(
      "error",
      (error) => "code" in error && error.code === "ECONNREFUSED" ? resolve() : reject(error),
    );
  });
}

/** Deno throws where nobody can catch it. */
async function datagram(): Promise<void> {
  const socket = (await import("node:dgram")).createSocket("udp4");
  await new Promise<void>((resolve, reject) => {
    globalThis.addEventListener("error", (event) => {
      event.preventDefault();
      reject(event.error);
    }, { once: true });
    globalThis.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      reject(event.reason);
    }, { once: true });
    socket.on("error", reject);
    socket.send("secret", 9, "127.0.0.1", (error) => error ? reject(error) : resolve());
  });
}

async function socketOfTheWeb(url: string): Promise<void> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = (event) => reject((event as ErrorEvent).error ?? new TypeError("no socket"));
  });
}

/** Code in a thread of its own. */
async function workerThat(code: string): Promise<void> {
  const source = `try { ${code}; postMessage("DONE") } catch (error) { postMessage(error.name) }`;
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  const worker = new Worker(url, { type: "module" });
  const said = await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Deno.errors.NotCapable(event.message));
    };
  });
  worker.terminate();
  if (said !== "DONE") throw new Deno.errors.NotCapable(String(said));
}

/** Rejects with what the worker's module failed of. */
function working(url: string): Promise<void> {
  const worker = new Worker(url, { type: "module" });
  return new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => {
      clearTimeout(timeout);
      event.preventDefault();
      reject(new TypeError(event.message));
    };
    const timeout = setTimeout(resolve, 20_000); // nothing said no
  }).finally(() => worker.terminate());
}

/** Some attempts do not throw but come back empty. */
function must(value: unknown): void {
  if (!value) throw new Deno.errors.NotCapable("nothing came");
}

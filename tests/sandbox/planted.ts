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

/** Rejects with what the worker's module failed of. */
function working(url: string): Promise<void> {
  const worker = new Worker(url, { type: "module" });
  return new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => {
      clearTimeout(patience);
      event.preventDefault();
      reject(new TypeError(event.message));
    };
    const patience = setTimeout(resolve, 20_000); // nothing said no
  }).finally(() => worker.terminate());
}

/** Some attempts do not throw but come back empty. */
function must(value: unknown): void {
  if (!value) throw new Deno.errors.NotCapable("nothing came");
}

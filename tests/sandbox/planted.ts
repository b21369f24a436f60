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
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    results[what] = "DONE";
  } catch (error) {
    results[what] = error instanceof Error ? error.name : String(error);
  }
}
console.log(JSON.stringify(results));

function isForeign(name: string): boolean {
  return /PATH|HOME|USER|CANARY/.test(name);
}

/** Some attempts do not throw but come back empty. */
function must(value: unknown): void {
  if (!value) throw new Deno.errors.NotCapable("nothing came");
}

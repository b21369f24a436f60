// `deno task build`: makes the pages if something has changed since the last time, with no more
// permissions than that needs. `deno task start` does the same first.
import { createHash } from "node:crypto";
import { BUILD_INPUTS, buildPermissions, ENVIRONMENT, LOCK_FLAG } from "./permissions.ts";

const root = new URL("../", import.meta.url);

/** Written last: without it, or with another content, the build is not that of these sources. */
const STAMP = "stamp.json";
/** Two starts at once build one after the other, and the second finds the work done. */
const LOCK = "build.lock";
/** What the build makes below its own inputs. */
const GENERATED = "static/gen";

interface Stamp {
  /** Hash of what the build was made from. */
  readonly inputs: string;
  /** Hash of what it has made: a torn or changed build is none. */
  readonly outputs: string;
}

/** Makes the pages, unless those in `_fresh` are of these very sources; answers an exit code. */
export async function buildIfChanged(): Promise<number> {
  if (await isBuilt(root)) return 0;
  using lock = await openLock();
  if (lock === null) return 1;
  await lock.lock(true); // it ends with the process, too
  return await isBuilt(root) ? 0 : await build();
}

/** Null where nothing can be written; says so. */
async function openLock(): Promise<Deno.FsFile | null> {
  try {
    await Deno.mkdir(new URL("_fresh", root), { recursive: true });
    return await Deno.open(new URL(`_fresh/${LOCK}`, root), { create: true, write: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error; // a mistake of ours
    const reason = error instanceof Error ? error.message : String(error);
    console.error(
      `There is no build of these sources, and _fresh cannot be written (${reason}). ` +
        "Run `deno task build` where it can.",
    );
    return null;
  }
}

/** Whether the build in `dir` is whole, and made from the sources that are there now. */
export async function isBuilt(dir: URL): Promise<boolean> {
  try {
    const stamp = JSON.parse(await Deno.readTextFile(stampOf(dir))) as Stamp;
    return stamp.inputs === await inputsOf(dir) && stamp.outputs === await outputsOf(dir);
  } catch (error) {
    const { NotFound, NotADirectory } = Deno.errors;
    const none = [SyntaxError, NotFound, NotADirectory].some((kind) => error instanceof kind);
    if (none) return false;
    throw error;
  }
}

/** Fetches what server, build and pages import and is not here yet; the server asks no registry. */
export async function fetchModules(): Promise<number> {
  const flags = ["--quiet", LOCK_FLAG, "--frozen", "--deny-import"];
  return await run(["cache", ...flags, "main.ts", "dev.ts", "routes/", "islands/"]);
}

/** Runs deno in the project's folder, and answers its exit code. */
async function run(args: string[]): Promise<number> {
  const options = { args, cwd: root, env: ENVIRONMENT, stdin: "piped" } as const;
  const child = new Deno.Command(Deno.execPath(), options).spawn();
  const { code } = await child.status;
  await child.stdin.close(); // held until now: it closes when this process is killed
  return code;
}

async function build(): Promise<number> {
  const inputs = await inputsOf(root);
  await Deno.remove(stampOf(root)).catch(ignoreMissing);
  const code = await run([
    "run",
    ...buildPermissions(await npmCache()),
    "dev.ts",
    "build",
    "--end-with-input",
  ]);
  if (code !== 0) return code;
  const stamp: Stamp = { inputs, outputs: await outputsOf(root) };
  await Deno.writeTextFile(stampOf(root), JSON.stringify(stamp));
  return 0;
}

function stampOf(dir: URL): URL {
  return new URL(`_fresh/${STAMP}`, dir);
}

async function inputsOf(dir: URL): Promise<string> {
  const hash = createHash("sha256").update(Deno.version.deno);
  for (const name of BUILD_INPUTS) await addTo(hash, { dir, path: name });
  return hash.digest("hex");
}

async function outputsOf(dir: URL): Promise<string> {
  const hash = createHash("sha256");
  await addTo(hash, { dir, path: "_fresh" });
  return hash.digest("hex");
}

/** Adds a file, or all files of a folder, with their names. */
async function addTo(
  hash: ReturnType<typeof createHash>,
  { dir, path }: { dir: URL; path: string },
): Promise<void> {
  if (path === GENERATED || path === `_fresh/${STAMP}` || path === `_fresh/${LOCK}`) return;
  const place = new URL(path.split("/").map(encodeURIComponent).join("/"), dir);
  if (!(await Deno.stat(place)).isDirectory) {
    const content = await Deno.readFile(place);
    hash.update(`${path}\0${content.byteLength}\0`).update(content);
    return;
  }
  const names = (await Array.fromAsync(Deno.readDir(place))).map(({ name }) => name).sort();
  for (const name of names) await addTo(hash, { dir, path: `${path}/${name}` });
}

/** Where Deno keeps npm packages: the build reads fonts, icons and libraries there. */
async function npmCache(): Promise<string> {
  const args = ["info", LOCK_FLAG, "--json"];
  const options = { args, cwd: root, env: ENVIRONMENT };
  const { stdout } = await new Deno.Command(Deno.execPath(), options).output();
  return JSON.parse(new TextDecoder().decode(stdout)).npmCache;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

if (import.meta.main) Deno.exit(await fetchModules() || await buildIfChanged());

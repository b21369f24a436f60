// A copy of the project, for tests that change, build or lock it.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LEFT_OUT =
  /^(?:\.git|_fresh|data|shots|node_modules|tests|bench|docs)(?:\/|$)|^static\/gen\//;

/** Copies what is needed to run into a temporary folder; `await using` removes it. */
export async function copyCheckout(): Promise<{ dir: string } & AsyncDisposable> {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const dir = await Deno.makeTempDir({ prefix: "checkout_" });
  for (const { path } of await filesIn(root)) {
    if (LEFT_OUT.test(path)) continue;
    await Deno.mkdir(dirname(join(dir, path)), { recursive: true });
    await Deno.copyFile(join(root, path), join(dir, path));
  }
  return {
    dir,
    [Symbol.asyncDispose]: async () => {
      await allow(dir);
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/** Every file below a folder, with the time of its last change in milliseconds. */
export async function filesIn(dir: string, below = ""): Promise<{ path: string; time: number }[]> {
  const found: { path: string; time: number }[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(dir, below))) {
    const path = below === "" ? name : `${below}/${name}`;
    if (LEFT_OUT.test(`${path}/`) && !path.startsWith("_fresh")) continue;
    if (isDirectory) found.push(...await filesIn(dir, path));
    else found.push({ path, time: (await Deno.stat(join(dir, path))).mtime?.getTime() ?? 0 });
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}

/** Takes everybody's right to write below a folder away. (Root writes all the same.) */
export async function forbid(dir: string): Promise<void> {
  await change(dir, (mode) => mode & ~0o222);
}

/** Gives its owner the right to write back. */
export async function allow(dir: string): Promise<void> {
  await change(dir, (mode) => mode | 0o200);
}

async function change(path: string, to: (mode: number) => number): Promise<void> {
  const { mode, isDirectory } = await Deno.lstat(path);
  if (mode !== null) await Deno.chmod(path, to(mode & 0o777));
  if (!isDirectory) return;
  for await (const { name } of Deno.readDir(path)) await change(join(path, name), to);
}

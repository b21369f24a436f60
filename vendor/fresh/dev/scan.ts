// What there is to build: files below a directory, in a fixed order.
import { join } from "node:path";

const TEST_FILE = /[._]test\.[mc]?[jt]sx?$/;

/** Route files below `dir`; tests and folders such as "(_parts)" are none. */
export async function scanRoutes(dir: string): Promise<string[]> {
  const files = await filesBelow(dir);
  return files.filter((file) =>
    /\.[jt]sx?$/.test(file) && !TEST_FILE.test(file) && !/(^|\/)\(_/.test(file)
  );
}

/** Island files below `dir`: all modules but tests. What only helps them stands elsewhere. */
export async function scanIslands(dir: string): Promise<string[]> {
  const files = await filesBelow(dir);
  return files.filter((file) => /\.[jt]sx?$/.test(file) && !TEST_FILE.test(file));
}

/** Island files below the routes directory: those in folders that are called "(_islands)". */
export async function scanRouteIslands(dir: string): Promise<string[]> {
  const files = await scanIslands(dir);
  return files.filter((file) => /(^|\/)\(_islands\)\//.test(file));
}

// In the place of walk() of @std/fs, which is on JSR only.
/** All files below `dir` as paths with "/", sorted; none if there is no such directory. */
export async function filesBelow(dir: string, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isDirectory, isFile } of Deno.readDir(join(dir, prefix))) {
      if (isDirectory) found.push(...await filesBelow(dir, `${prefix}${name}/`));
      if (isFile && name !== ".DS_Store") found.push(prefix + name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}

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

/** Island files below `dir`: those named like a component. Others are their helpers. */
export async function scanIslands(dir: string): Promise<string[]> {
  const files = await filesBelow(dir);
  return files.filter((file) => /(^|\/)\p{Lu}[^/]*\.[jt]sx$/u.test(file) && !TEST_FILE.test(file));
}

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

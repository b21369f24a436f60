// Which test files there are, and in which of the two groups each belongs.

/** Test files by how they have to be run. */
export interface Plan {
  /** Pure and socket tests: several at a time. */
  quick: string[];
  /** Tests that measure what people feel of an attack: one at a time, with nothing beside it. */
  alone: string[];
  /** Tests with real browsers: one at a time. */
  browser: string[];
}

const LEFT_OUT = new Set(["node_modules", "_fresh", "coverage", "fixture", "fixtures"]);

/** All test files below a folder, sorted, as paths relative to it. */
export async function findTests(root: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for await (const entry of Deno.readDir(`${root}/${folder}`)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile && /_test\.tsx?$/.test(entry.name)) found.push(path);
      const skipped = LEFT_OUT.has(entry.name) || entry.name.startsWith(".");
      if (entry.isDirectory && !skipped) await walk(path);
    }
  };
  await walk("");
  return found.sort();
}

/** These change what networks there are, so they run only when they are asked for by name. */
const NETWORK = "tests/network/";

/** These take longest, so they begin first: none of them is left over at the end. */
const LONG = ["tests/tools/start_test.ts", "tests/server/signin/signin_test.ts"];

/** Another test on the other core would be taken for the attack. */
const MEASURED = "tests/hostile/";

const longFirst = (a: string, b: string) => Number(LONG.includes(b)) - Number(LONG.includes(a));

/** Splits the files that match any filter (a part of their path); no filter means nearly all. */
export function planOf(files: readonly string[], filters: readonly string[]): Plan {
  const wanted = filters.map((filter) => filter.replaceAll("\\", "/").replace(/^\.\//, ""));
  const chosen = files.filter((file) =>
    wanted.length === 0 ? !file.startsWith(NETWORK) : wanted.some((filter) => file.includes(filter))
  );
  const isBrowser = (file: string) =>
    file.startsWith("tests/browser/") || file.startsWith(NETWORK) ||
    /browser_test\.tsx?$/.test(file);
  return {
    quick: chosen.filter((file) => !isBrowser(file) && !file.startsWith(MEASURED)).sort(longFirst),
    alone: chosen.filter((file) => file.startsWith(MEASURED)),
    browser: chosen.filter(isBrowser),
  };
}

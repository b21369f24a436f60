// Which test files there are, and in which of the two groups each belongs.

/** Test files by how they have to be run. */
export interface Plan {
  /** Pure tests, some files in one process, two processes at a time. */
  together: string[][];
  /** Tests with processes of their own: a file at a time in a process, two at a time. */
  quick: string[];
  /** Tests that mostly wait for a server to give up on somebody: two at a time, beside the quick ones. */
  patient: string[];
  /** Tests that measure what people feel of an attack: one at a time, with nothing beside it. */
  alone: string[];
  /** Browser tests for which half a machine is enough: two at a time. */
  light: string[];
  /** Browser tests of many people, of whole calls and of what is felt of an outage: one at a time. */
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
const LONG = [
  "tests/tools/start_again_test.ts",
  "tests/tools/start_test.ts",
  "tests/server/signin/signin_test.ts",
  "tests/browser/contract/sweep_test.ts",
  "tests/browser/recording_test.ts",
  "tests/browser/update_test.ts",
];

/** Folders of tests that start no process and change nothing of their own. */
const PURE = ["call", "components", "i18n", "protocol", "signaling"].map((name) =>
  `tests/${name}/`
);
/** Files in one process. */
const BATCH = 12;

/** Browser tests that look at pages, or at what two or three people do: half a machine is enough. */
const LIGHT = [
  "byte_stream",
  "chat",
  "contract/announcements",
  "contract/hands",
  "contract/home",
  "contract/shortcuts",
  "contract/looks",
  "contract/stage",
  "contract/sweep",
  "contract/test_page",
  "devices",
  "echo",
  "files",
  "firefox",
  "floating_window",
  "forced_layout",
  "full",
  "harness",
  "harness_guard",
  "harness_server",
  "room_links",
  "markup",
  "middle",
  "owned_room",
  "pages",
  "recording",
  "screen",
  "second_visit",
  "signin",
  "sound_path",
  "update",
  "waking",
  "webkit",
  "webkit_devices",
  "wire_trouble",
].map((name) => `tests/browser/${name}_test.ts`).concat(
  "tests/vendor/fresh/hydration_browser_test.ts",
);

/** Nearly all of their time is a server's patience: with clients that do not read, with other servers. */
const PATIENT = [
  "tests/hostile/unread_polling_test.ts",
  "tests/hostile/unread_test.ts",
  "tests/cluster/chaos_test.ts",
];

/** Files that a plan knows by name. */
export const NAMED: readonly string[] = [...LONG, ...LIGHT, ...PATIENT];

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
  const isPatient = (file: string) => PATIENT.includes(file);
  const quick = chosen.filter((file) =>
    !isBrowser(file) && !file.startsWith(MEASURED) && !isPatient(file)
  );
  const isPure = (file: string) => PURE.some((folder) => file.startsWith(folder));
  const isLight = (file: string) => LIGHT.includes(file);
  const browser = chosen.filter(isBrowser);
  return {
    together: batches(quick.filter(isPure)),
    quick: quick.filter((file) => !isPure(file)).sort(longFirst),
    patient: chosen.filter(isPatient),
    alone: chosen.filter((file) => file.startsWith(MEASURED) && !isPatient(file)),
    light: browser.filter(isLight).sort(longFirst),
    browser: browser.filter((file) => !isLight(file)),
  };
}

/** Neighbours are apart, so that the long files of one folder do not stand in one batch. */
function batches(files: readonly string[]): string[][] {
  const count = Math.ceil(files.length / BATCH);
  return Array.from({ length: count }, (_, n) => files.filter((_, at) => at % count === n));
}

// What Lighthouse says of the home page and of a lobby, on the slow phone that it plays.
import { openBareRoom } from "../browser/harness/bare_room.ts";
import { findChromium } from "../browser/harness/programs.ts";
import { Server } from "../browser/harness/server.ts";
import { printTable, spread } from "./measurements.ts";

/** Far too large to be a dependency of the project; fetched when this is run. */
const LIGHTHOUSE = "npm:lighthouse@13.5.0";
const ROUNDS = 5;
const TIMEOUT_MS = 120_000;
/** Parts of Chromium's own window that are web pages and would compete for the processor. */
const WINDOW = [
  ...["WebUIReloadButton", "InitialWebUI", "PreloadTopChromeWebUI", "WebUIToolbar"],
  ...["WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "WebUITabStrip"],
];
/** A first visit: nobody has allowed the page to use a camera yet, so none runs. */
const FLAGS = [
  ...["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  `--disable-features=${WINDOW.join()}`,
];

/** Points of 100 in one category; the lowest that will do. */
const WANTED = { performance: 95, accessibility: 100, "best-practices": 95 };

type Category = keyof typeof WANTED;
type Points = Record<Category, number>;

interface Report {
  categories: Record<Category, { score: number | null }>;
  audits: Record<string, { score: number | null; title: string }>;
}

/** Prints the points of each page, a bare page's beside them, and what cost points. */
export async function benchLighthouse(): Promise<void> {
  const bare = openBareRoom();
  const server = await Server.start();
  const pages = [
    ["bare page (floor)", bare.origin],
    ["Жүз /", server.url],
    ["Жүз /r/room", `${server.url}/r/room`],
  ] as const;
  const categories = Object.keys(WANTED) as Category[];
  const rows: string[][] = [];
  for (const [name, url] of pages) {
    const rounds: Points[] = [];
    let faults: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const report = await judge(url, { tries: 3 });
      rounds.push(pointsOf(report));
      faults = faultsOf(report);
    }
    rows.push([
      name,
      ...categories.map((category) => spread(rounds.map((points) => points[category]))),
      faults.join("; "),
    ]);
  }
  const head = categories.map((category) => `${category} (≥ ${WANTED[category]})`);
  printTable("Lighthouse, points of 100", ["page", ...head, "failed audits"], rows);
  await server.stop();
  await bare.close();
}

/** One run; another one where Lighthouse itself could not take its trace and says so. */
async function judge(url: string, { tries }: { tries: number }): Promise<Report> {
  const chromium = findChromium();
  if (chromium === null) throw new Error("No Chromium found: set CHROMIUM to its path.");
  const output = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--node-modules-dir=none", "--no-lock", LIGHTHOUSE, url, "--quiet"],
        ...["--output=json", `--output-path=${output}`, `--chrome-flags=${FLAGS.join(" ")}`],
        `--only-categories=${Object.keys(WANTED).join()}`,
      ],
      env: { CHROME_PATH: chromium },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).output();
    const told = new TextDecoder().decode(stderr);
    if (code !== 0 && tries > 1 && told.includes("run Lighthouse again")) {
      console.error(`Once more, as Lighthouse asks for: ${told.trim()}`);
      return await judge(url, { tries: tries - 1 });
    }
    if (code !== 0) throw new Error(`Lighthouse: ${told}`);
    return JSON.parse(await Deno.readTextFile(output));
  } finally {
    await Deno.remove(output);
  }
}

function pointsOf({ categories }: Report): Points {
  const points = (category: Category) => Math.round(100 * (categories[category].score ?? NaN));
  return {
    performance: points("performance"),
    accessibility: points("accessibility"),
    "best-practices": points("best-practices"),
  };
}

function faultsOf({ audits }: Report): string[] {
  return Object.values(audits).filter(({ score }) => score === 0).map(({ title }) => title);
}

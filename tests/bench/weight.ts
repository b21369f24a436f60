// Bytes that a first visit of each page costs, compressed as the server sends them.
import { get } from "node:http";
import { openBareRoom } from "../browser/harness/bare_room.ts";
import { Chromium } from "../browser/harness/chromium.ts";
import { Server } from "../browser/harness/server.ts";
import { printTable } from "./measurements.ts";

const QUIET_MS = 1_000;

type Kind = "html" | "js" | "css" | "font" | "other";

/** One file of a page with its size on the wire, in bytes. */
interface WeighedFile {
  kind: Kind;
  gzip: number;
  brotli: number;
}

/** Opens each page in a browser with an empty cache and weighs everything it asked for. */
export async function benchWeight(): Promise<void> {
  const bare = openBareRoom();
  const server = await Server.start();
  const pages: [name: string, url: string][] = [
    ["bare call (floor)", bare.origin],
    ["Жүз /", server.url],
    ["Жүз /r/room", `${server.url}/r/room`],
    ["Жүз /test", `${server.url}/test`],
  ];
  const browser = await Chromium.open({ origin: server.url });
  const rows: string[][] = [];
  for (const [name, url] of pages) rows.push(row(name, await filesOf(browser, url)));
  await browser.close();
  await server.stop();
  await bare.close();
  const head = [
    "page",
    "requests",
    "HTML",
    "JS",
    "CSS",
    "fonts",
    "other",
    "all gzip",
    "all brotli",
  ];
  printTable("Weight of a first visit, kB (gzip unless said otherwise)", head, rows);
}

async function filesOf(browser: Chromium, url: string): Promise<WeighedFile[]> {
  const person = await browser.newPerson({ name: "weight" });
  const urls = new Set<string>();
  person.page.on("response", (response) => {
    const plain = response.url().startsWith("http") && !response.url().includes("/socket.io/");
    if (plain && response.request().method() === "GET") urls.add(response.url());
  });
  await person.page.goto(url, { waitUntil: "load" });
  await person.page.waitForTimeout(QUIET_MS); // scripts may fetch more once they run
  await person.close();
  return await Promise.all([...urls].map(weigh));
}

async function weigh(url: string): Promise<WeighedFile> {
  const [gzip, brotli] = await Promise.all([fetchRaw(url, "gzip"), fetchRaw(url, "br")]);
  return { kind: kindOf(gzip.type), gzip: gzip.bytes, brotli: brotli.bytes };
}

/** Bytes of the body as they come over the wire; `fetch` would unpack them. */
function fetchRaw(url: string, encoding: string): Promise<{ type: string; bytes: number }> {
  return new Promise((done, fail) => {
    get(url, { headers: { "accept-encoding": encoding } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Uint8Array) => bytes += chunk.length);
      response.on("end", () => done({ type: response.headers["content-type"] ?? "", bytes }));
      response.on("error", fail);
    }).on("error", fail);
  });
}

function kindOf(type: string): Kind {
  if (type.startsWith("text/html")) return "html";
  if (/javascript/.test(type)) return "js";
  if (type.startsWith("text/css")) return "css";
  return /^(?:font|application\/font)/.test(type) ? "font" : "other";
}

function row(name: string, files: readonly WeighedFile[]): string[] {
  const kb = (bytes: number) => (bytes / 1000).toFixed(1);
  const sum = (list: readonly WeighedFile[], by: "gzip" | "brotli") =>
    list.reduce((total, file) => total + file[by], 0);
  const kinds = (["html", "js", "css", "font", "other"] as const).map((kind) =>
    kb(sum(files.filter((file) => file.kind === kind), "gzip"))
  );
  return [name, String(files.length), ...kinds, kb(sum(files, "gzip")), kb(sum(files, "brotli"))];
}

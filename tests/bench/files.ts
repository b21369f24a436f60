// Files from page to page on loopback: the product beside the patterns of MiroTalk and Galene, in turns.
import { enterRoom, openChat } from "../browser/harness/actions.ts";
import { Chromium, type ChromiumPerson } from "../browser/harness/chromium.ts";
import type { Person } from "../browser/harness/person.ts";
import { Server } from "../browser/harness/server.ts";
import { attachNoise } from "../browser/harness/shared_files.ts";
import { until } from "../browser/harness/wait.ts";
import { measurePattern, PATTERNS } from "./files/patterns.ts";

const ROUNDS = 3;
const MEGABYTES = { product: 100, galene: 64, mirotalk: 8 };
const LONGEST_MS = 300_000;

/** Prints megabytes a second. */
export async function benchFiles({ quick = false }: { quick?: boolean }): Promise<void> {
  const server = await Server.start();
  try {
    await benchSpeed(server.url, quick ? 1 : ROUNDS);
  } finally {
    await server.stop();
  }
}

async function benchSpeed(origin: string, rounds: number): Promise<void> {
  console.log("\n## A file from page to page on loopback, MB/s\n");
  console.log("| product | Galene's pattern | MiroTalk's pattern |\n| --- | --- | --- |");
  const browser = await Chromium.open({ origin });
  try {
    for (let round = 0; round < rounds; round++) {
      const product = await measureProduct(browser, `файлдар-${round}`);
      const pages = await Promise.all(["a", "b"].map((name) => browser.newPerson({ name })));
      for (const page of pages) await page.goto("/");
      const [a, b] = twoOf(pages);
      const rates = [product];
      for (const name of ["galene", "mirotalk"] as const) {
        const bytes = MEGABYTES[name] * 1_000_000;
        rates.push(await measurePattern([a, b], { pattern: PATTERNS[name], bytes }));
      }
      for (const page of pages) await page.close();
      console.log(`| ${rates.map((rate) => rate.toFixed(1)).join(" | ")} |`);
    }
  } finally {
    await browser.close();
  }
}

/** From the press to the whole file, with every piece hashed and on the disk. */
async function measureProduct(browser: Chromium, room: string): Promise<number> {
  const people = await Promise.all(
    ["Асан", "Гүлнар"].map((name) => browser.newPerson({ name })),
  );
  const [asan, gulnar] = twoOf(people);
  for (const person of [asan, gulnar]) await comeIn(person, room);
  const bytes = MEGABYTES.product * 1_000_000;
  await attachNoise(asan, bytes);
  const ms = await download(gulnar);
  for (const person of people) await person.close();
  return bytes / 1_000 / ms;
}

/** Nobody is there to say where a large file is to lie. */
async function comeIn(person: ChromiumPerson, room: string): Promise<void> {
  await person.page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "showSaveFilePicker");
  });
  await enterRoom(person, room, { video: false });
  await openChat(person);
}

/** Presses the button and waits for the whole file; answers how long that took, in milliseconds. */
async function download(person: Person): Promise<number> {
  const ready = () => person.sees("button", /^Жүктөп алуу:/);
  await until(ready, { what: "the file", ok: Boolean, timeout: LONGEST_MS });
  const begun = performance.now();
  await person.click("button", /^Жүктөп алуу:/);
  const isHere = () => person.sees("button", /^Сактоо:/);
  await until(isHere, { what: "all of it", ok: Boolean, timeout: LONGEST_MS, every: 50 });
  return performance.now() - begun;
}

function twoOf<T>([one, other]: readonly T[]): readonly [T, T] {
  if (one === undefined || other === undefined) throw new Error("two are needed");
  return [one, other];
}

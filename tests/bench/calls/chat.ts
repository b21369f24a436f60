// What a long chat costs the page of one who reads along: each new line, and scrolling through all.
import type { CDPSession } from "@/tests/packages/playwright.ts";
import { enterRoom, openChat } from "../../browser/harness/actions.ts";
import { Chromium, type ChromiumPerson } from "../../browser/harness/chromium.ts";
import { Server } from "../../browser/harness/server.ts";
import { until } from "../../browser/harness/wait.ts";
import { quantile } from "../../hostile/server_health.ts";
import { Client } from "../../signaling/socket_kit.ts";
import { printTable } from "../measurements.ts";

const LENGTHS = [100, 500, 1_000, 2_000];
const TALKERS = ["Асан", "Гүлнар", "Бектур", "Жамила"];
/** Lines whose cost is measured, one after the other has been drawn. */
const MEASURED = 40;
/** What an ordinary line says; every tenth holds a link, every seventh is long. */
const WORDS = "Саламатсызбы, бүгүнкү жыйында эмнелерди сүйлөшөбүз";

/** Prints both for chats of several lengths, the shortest being the floor. */
export async function benchChat(): Promise<void> {
  const server = await Server.start();
  const browser = await Chromium.open({ origin: server.url });
  const talkers: Client[] = [];
  try {
    const person = await browser.newPerson({ name: "Окурман", lightDevices: true });
    await enterRoom(person, "chat", { video: false });
    for (const name of TALKERS) {
      const client = await Client.connect(server.url, { transports: ["websocket"] });
      await client.join("chat", { name });
      talkers.push(client);
    }
    await openChat(person);
    const rows = await measure(person, talkers);
    const head = [
      "lines",
      "a new line, ms of the page's thread",
      "",
      "scrolling, ms a frame: p50",
      "",
    ];
    printTable("A long chat", [...head, "p95", "longest"], rows);
  } finally {
    for (const talker of talkers) talker.close();
    await browser.close();
    await server.stop();
  }
}

async function measure(person: ChromiumPerson, talkers: readonly Client[]): Promise<string[][]> {
  const devtools = await person.context.newCDPSession(person.page);
  await devtools.send("Performance.enable");
  const all: { lines: number; line: number; frames: number[] }[] = [];
  let said = 0;
  const sayOne = async () => {
    const talker = talkers[said % talkers.length];
    const reply = await talker?.ask("chat:send", { id: crypto.randomUUID(), text: textOf(said) });
    if (reply?.ok !== true) return await later(50); // too fast: said again
    said++;
  };
  for (const lines of LENGTHS) {
    while (said < lines - MEASURED) await sayOne();
    await shown(person, said);
    const idle = await busyPerSecond(devtools);
    const [before, begun] = [await busy(devtools), performance.now()];
    while (said < lines) {
      const next = said + 1;
      while (said < next) await sayOne();
      await shown(person, said);
    }
    const spent = await busy(devtools) - before - idle * (performance.now() - begun) / 1_000;
    all.push({ lines, line: spent / MEASURED, frames: await scroll(person) });
  }
  const floor = all[0];
  return all.map(({ lines, line, frames }) => [
    String(lines),
    line.toFixed(1),
    `${(line / (floor?.line ?? NaN)).toFixed(2)} ×`,
    quantile(frames, 0.5).toFixed(1),
    `${(quantile(frames, 0.5) / quantile(floor?.frames ?? [], 0.5)).toFixed(2)} ×`,
    quantile(frames, 0.95).toFixed(1),
    quantile(frames, 1).toFixed(1),
  ]);
}

function textOf(index: number): string {
  const text = `${index} ${WORDS}`;
  if (index % 10 === 0) return `${text} https://example.org/${index}`;
  return index % 7 === 0 ? `${text}. `.repeat(4) : text;
}

/** The last of so many lines stands in the log, and a frame has been drawn since. */
async function shown(person: ChromiumPerson, count: number): Promise<void> {
  await until(
    () => person.evaluate(() => document.querySelectorAll("[data-line]").length, null),
    { what: `${count} lines`, ok: (lines) => lines >= count, every: 5, timeout: 120_000 },
  );
  await person.evaluate(() => new Promise((done) => requestAnimationFrame(done)), null);
}

/** Milliseconds of the page's thread since it began. */
async function busy(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1_000;
}

/** The same per second, while nobody says anything. */
async function busyPerSecond(devtools: CDPSession): Promise<number> {
  const before = await busy(devtools);
  await later(2_000);
  return (await busy(devtools) - before) / 2;
}

/** Goes through the whole log and back, 400 pixels a frame; how long each frame took. */
function scroll(person: ChromiumPerson): Promise<number[]> {
  return person.evaluate(async () => {
    const log = document.querySelector("[role=log]");
    if (log === null) return [];
    const frames: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    for (const step of [-400, 400]) {
      for (let before = NaN; before !== log.scrollTop;) {
        before = log.scrollTop;
        log.scrollTop += step;
        const now = await new Promise<number>(requestAnimationFrame);
        frames.push(now - last);
        last = now;
      }
    }
    return frames.sort((a, b) => a - b);
  }, null);
}

function later(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

// A browser that records is killed again and again: how much of the last moment is missing.
import { openMatroska } from "@/call/recording/matroska_reader.ts";
import { notesIn, type RecordingNote } from "@/call/recording/recorded_log.ts";
import { JOURNAL } from "@/call/recording/recording_writer.ts";
import { enterRoom } from "../browser/harness/actions.ts";
import { Chromium } from "../browser/harness/chromium.ts";
import type { Person } from "../browser/harness/person.ts";
import { openProfile } from "../browser/harness/profile.ts";
import { Server } from "../browser/harness/server.ts";
import { readStored, storedFiles } from "../browser/harness/stored_files.ts";
import { pause, until } from "../browser/harness/wait.ts";

const KILLS = 20;
/** It is killed so long after everybody is in the recording, in milliseconds, and up to as much later. */
const LIVES_MS = 2_000;
const STREAMS = /people\/([^/]+)\/(mic|camera)-1\.mkv$/;

/** Prints for each kill what the worst of the four streams of two people lacks. */
export async function benchRecordings({ quick = false }: { quick?: boolean }): Promise<void> {
  console.log("\n## A browser killed while it records: what the worst of four streams lacks\n");
  const server = await Server.start();
  const browser = await Chromium.open({ origin: server.url, fakeDevice: "fps=10" });
  const lost: number[] = [];
  try {
    for (let kill = 0; kill < (quick ? 3 : KILLS); kill++) {
      const other = await browser.newPerson({ name: "Гүлнар" });
      const ms = await recordAndKill({ origin: server.url, other, room: `жазуу-${kill}` });
      await other.close();
      console.log(`- ${ms.toFixed(0)} ms`);
      lost.push(ms);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  console.log(`\n${lost.length} kills, most: ${Math.max(...lost).toFixed(0)} ms`);
}

async function recordAndKill(
  { origin, other, room }: { origin: string; other: Person; room: string },
): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "bench-recordings-" });
  try {
    const run = await openProfile({ folder, origin, name: "Айбек" });
    await enterRoom(run.person, room);
    await enterRoom(other, room);
    await run.person.click("button", "Дагы");
    await run.person.click("menuitem", "Жазып баштоо");
    const streams = async () =>
      Object.keys(await storedFiles(run.person)).filter((path) => STREAMS.test(path)).length;
    await until(streams, { what: "four streams", ok: (count) => count === 4, timeout: 60_000 });
    await pause(LIVES_MS * (1 + Math.random()));
    const killedAt = performance.timeOrigin + performance.now();
    await run.kill();
    return await lostIn({ folder, origin, killedAt });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** From the last moment of the stream that ends first to the kill, in milliseconds. */
async function lostIn(
  { folder, origin, killedAt }: { folder: string; origin: string; killedAt: number },
): Promise<number> {
  const run = await openProfile({ folder, origin, name: "Айбек" });
  try {
    await run.person.goto("/recordings");
    const paths = Object.keys(await storedFiles(run.person));
    const read = async (path: string) => Uint8Array.from(await readStored(run.person, path));
    const journal = paths.find((path) => path.endsWith(JOURNAL)) ?? "";
    const notes = notesIn<RecordingNote>(new TextDecoder().decode(await read(journal)));
    const begun = notes.find((note) => note.kind === "begun")?.at ?? NaN;
    const ends = paths.filter((path) => STREAMS.test(path)).map(async (path) =>
      await endOf(await read(path))
    );
    return killedAt - begun - Math.min(...await Promise.all(ends));
  } finally {
    await run.kill();
  }
}

/** The time of a stream's last frame in milliseconds; 0 where nothing can be read. */
async function endOf(bytes: Uint8Array): Promise<number> {
  const file = await openMatroska({
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  });
  return await file?.end() ?? 0;
}

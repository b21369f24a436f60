// Recording: everybody knows, who says no is in no file, and a killed browser loses next to nothing.
import assert from "node:assert/strict";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";
import { enterRoom, fillName, join, leave, openRoom, say, turn } from "./harness/actions.ts";
import { framesRise } from "./harness/media.ts";
import { openProfile } from "./harness/profile.ts";
import { setStage } from "./harness/stage.ts";
import { readStored, storedFiles } from "./harness/stored_files.ts";
import { until } from "./harness/wait.ts";

const stage = setStage();

Deno.test(
  "everybody knows of a recording, who refuses is in no file, and after a kill a film is made",
  stage.scene(async ({ newPerson, room, origin }) => {
    const folder = await Deno.makeTempDir({ prefix: "profile-" });
    const run = await openProfile({ folder, origin, name: "Айбек" });
    const { person: aibek } = run;
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(aibek, room);
    await enterRoom(gulnar, room);
    await framesRise(aibek, "[data-kind=camera]:not(.is-self) video");
    await aibek.click("button", "Дагы");
    await aibek.click("menuitem", "Жазып баштоо");
    await until(() => gulnar.text(), {
      what: "the mark",
      ok: (text) => text.includes("Жазып жатат: Айбек"),
    });
    const late = await newPerson({ name: "Нурлан" });
    await openRoom(late, room);
    await until(() => late.text(), {
      what: "the word in the lobby",
      ok: (text) => text.includes("Бул чалуу жазылып жатат"),
    });
    await fillName(late);
    await join(late);
    const people = async () => {
      const files = await storedFiles(aibek);
      const grown = Object.entries(files).filter(([path, size]) =>
        path.endsWith("camera-1.mkv") && size > 5_000
      );
      return new Set(grown.map(([path]) => path.split("/")[3]));
    };
    await until(people, { what: "three people in files", ok: (seen) => seen.size === 3 });
    await late.click("button", "Мени жазбаңыз");
    await until(people, { what: "two people in files", ok: (seen) => seen.size === 2 });
    await framesRise(aibek, "[data-kind=camera]:not(.is-self) video");
    await turn(gulnar, "cam", false);
    await say(gulnar, "саламатсыздарбы");
    await turn(gulnar, "cam", true);
    await framesRise(aibek, "[data-kind=camera]:not(.is-self) video");
    await leave(gulnar);
    const before = await storedFiles(aibek);
    await until(() => storedFiles(aibek), {
      what: "more of Айбек",
      ok: (now) => Object.keys(before).some((path) => (now[path] ?? 0) > (before[path] ?? 0)),
    });
    const atKill = await storedFiles(aibek);
    assert.equal((await people()).size, 2);
    await run.kill();
    await afterKill({ folder, origin, atKill });
  }),
);

async function afterKill(
  { folder, origin, atKill }: { folder: string; origin: string; atKill: Record<string, number> },
): Promise<void> {
  const run = await openProfile({ folder, origin, name: "Айбек" });
  try {
    const { person } = run;
    await person.goto("/");
    await person.click("link", "Жазууларды ачуу");
    await until(() => storedFiles(person), {
      what: `all that was there at the kill: ${JSON.stringify(atKill)}`,
      ok: (kept) => Object.entries(atKill).every(([path, size]) => (kept[path] ?? 0) >= size),
    });
    await person.click("button", "Тасма жасоо");
    await until(() => person.sees("button", "Тасманы сактоо"), { what: "film", timeout: 60_000 });
    const [film = ""] = Object.keys(await storedFiles(person)).filter((path) =>
      /film\.(mp4|webm)$/.test(path)
    );
    await checkFilm(Uint8Array.from(await readStored(person, film)));
    await person.click("button", "Өчүрүү");
    await person.click("button", "Биротоло өчүрүү");
    await until(() => storedFiles(person), {
      what: "nothing left",
      ok: (files) => Object.keys(files).length === 0,
    });
    person.guard.assertClean();
  } finally {
    await run.kill();
    await Deno.remove(folder, { recursive: true });
  }
}

async function checkFilm(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const audio = await input.getPrimaryAudioTrack();
  assert.ok(video !== null && audio !== null, "picture and sound");
  const [pictures, sound] = [await video.computeDuration(), await audio.computeDuration()];
  assert.ok(Math.abs(pictures - sound) < 1.1, `${pictures} s of picture, ${sound} s of sound`);
  const { packetCount } = await video.computePacketStats();
  console.log(`film: ${pictures} s, ${packetCount} pictures, ${bytes.length} bytes`);
  assert.ok(packetCount > 3 * pictures, `${packetCount} pictures in ${pictures} s`);
}

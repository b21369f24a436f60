// Files from browser to browser: the person gets the same bytes, also after a reload in the middle.
import assert from "node:assert/strict";
import { enterRoom, openChat } from "./harness/actions.ts";
import { type EngineScene, inEngines } from "./harness/engines.ts";
import type { Person } from "./harness/person.ts";
import { firefoxMissing } from "./harness/programs.ts";
import { attachNoise, FILE_NAME as NAME, progress } from "./harness/shared_files.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const stage = setStage();

/** Notes in the page what is handed to the person. */
function watchSaved(person: Person): Promise<void> {
  return person.evaluate(() => {
    const saved: Blob[] = [];
    Object.assign(globalThis, { __saved: saved });
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => (saved.push(blob), make(blob));
  }, null);
}

/** SHA-256 of the first file that was handed to the person. */
async function savedHash(person: Person, timeout = 30_000): Promise<string> {
  const hash = () =>
    person.evaluate(async () => {
      const [blob] = (globalThis as unknown as { __saved: Blob[] }).__saved;
      if (blob === undefined) return null;
      const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
      return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }, null);
  return await until(hash, {
    what: `the file at ${person.name}`,
    ok: (it) => it !== null,
    timeout,
  }) ??
    "";
}

async function two({ newPerson, room }: Pick<EngineScene, "newPerson" | "room">) {
  const asan = await newPerson({ name: "Асан" });
  const gulnar = await newPerson({ name: "Гүлнар" });
  for (const person of [asan, gulnar]) {
    await enterRoom(person, room, { video: false });
    await openChat(person);
  }
  return { asan, gulnar };
}

/** Drops a picture of 1000 × 500 on the page. */
function dropPicture(person: Person): Promise<void> {
  return person.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1_000, 500];
    const drawing = canvas.getContext("2d")!;
    drawing.fillStyle = "#c33";
    drawing.fillRect(0, 0, 1_000, 500);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([blob!], "кызыл.png", { type: "image/png" }));
    const drop = (type: string) =>
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
      );
    drop("dragover");
    drop("drop");
  }, null);
}

/** Loads the page anew, and waits until it is back in the call. */
async function reload(person: Person): Promise<void> {
  await person.evaluate(() => setTimeout(() => location.reload()), null);
  await until(() => person.sees("button", "Чалуудан чыгуу").catch(() => false), {
    what: `${person.name} back in the call`,
    timeout: 30_000,
  });
  await openChat(person);
}

inEngines(
  "a file of 16 MB stands in the chat and arrives with the same SHA-256; a dropped picture is seen",
  {
    stage,
    play: async (scene) => {
      const { asan, gulnar } = await two(scene);
      await watchSaved(gulnar);
      const hash = await attachNoise(asan, 16_000_000);
      await gulnar.click("button", `Жүктөп алуу: ${NAME}`);
      assert.equal(await savedHash(gulnar), hash);
      await until(() => gulnar.text(), {
        what: "that it is here",
        ok: (text) => text.includes("Ушул түзмөккө жүктөлдү"),
      });
      await dropPicture(asan);
      const size = () =>
        gulnar.evaluate(() => {
          const picture = document.querySelector<HTMLImageElement>("img.file-preview");
          return [picture?.naturalWidth, picture?.naturalHeight].join();
        }, null);
      await until(size, { what: "a small picture", ok: (size) => size === "480,240" });
    },
  },
);

Deno.test(
  "a download goes on after a reload of the one who gets it, and of the one who sends it",
  stage.scene(async (scene) => {
    const { asan, gulnar } = await two(scene);
    const hash = await attachNoise(asan, 24_000_000); // long enough under way for two reloads
    await gulnar.click("button", `Жүктөп алуу: ${NAME}`);
    const reached = (part: number) =>
      until(() => progress(gulnar), { what: `${part}`, ok: (is) => is !== null && is >= part });
    await reached(0.2);
    await reload(gulnar);
    await watchSaved(gulnar);
    await reached(0.4);
    await reload(asan);
    assert.equal(await savedHash(gulnar, 60_000), hash);
  }),
);

Deno.test({
  name: "Firefox and Chromium give each other files in one call",
  ignore: firefoxMissing() !== null,
  fn: stage.scene(async ({ newPerson, newFirefoxPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newFirefoxPerson({ name: "Гүлнар" });
    for (const person of [asan, gulnar]) {
      await enterRoom(person, room, { video: false });
      await openChat(person);
      await watchSaved(person);
    }
    for (const [giver, taker] of [[asan, gulnar], [gulnar, asan]] as const) {
      const hash = await attachNoise(giver, 8_000_000);
      await taker.click("button", `Жүктөп алуу: ${NAME}`);
      assert.equal(await savedHash(taker), hash, `from ${giver.name}`);
    }
  }),
});

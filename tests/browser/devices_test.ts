// Rows 14 to 16, 18, 19 and 42 of docs/contract.md: nobody is kept out of a call by a device that is not there,
// refused, or taken away, nor by a page without https; and what one tries in the lobby works.
import assert from "node:assert/strict";
import {
  chatLines,
  enterAll,
  enterRoom,
  everybodyCounts,
  fillName,
  join,
  openRoom,
  say,
  tiles,
} from "./harness/actions.ts";
import { holdCameraBack, unplugCamera } from "./harness/device_troubles.ts";
import { audioEnergyRises, everyOrderedPairFlows, framesRise } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { notedToasts, noteToasts } from "./harness/toast_log.ts";
import { until } from "./harness/wait.ts";

const OTHERS = "[data-kind=camera]:not(.is-self) video";
const stage = setStage({ lightDevices: false });
/** A name that is not this machine's own: http to it is not secure. */
const FAR = "juz.test";

Deno.test(
  "15: a person without camera and microphone joins, sees, hears and writes",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const poor = await newPerson({ name: "Жокчу", devices: "none" });
    await openRoom(poor, room);
    await fillName(poor);
    await poor.click("button", "Видеону баштоо");
    await until(() => poor.text(), {
      what: "plain words",
      ok: (text) => text.includes("Камера да, микрофон да табылган жок"),
    });
    await join(poor);
    await everybodyCounts([asan, poor], 2);
    await framesRise(poor, OTHERS);
    await audioEnergyRises(poor);
    await say(poor, "Силерди көрүп турам");
    await until(() => tiles(asan), {
      what: "a tile without a picture",
      ok: (list) => list.includes("Жокчу, микрофон өчүк"),
    });
  }),
);

Deno.test(
  "a browser without WebRTC says so, joins, reads and writes",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const old = await newPerson({ name: "Эски" });
    await old.page.addInitScript(() => Reflect.deleteProperty(globalThis, "RTCPeerConnection"));
    await openRoom(old, room);
    await until(() => old.text(), {
      what: "plain words",
      ok: (text) => text.includes("Бул браузерде чат гана иштейт"),
    });
    await fillName(old);
    await join(old);
    await everybodyCounts([asan, old], 2);
    await until(() => tiles(old), {
      what: "a tile that says why it has no picture",
      ok: (list) => list.some((tile) => /^Асан.*Түз байланыш түзүлбөдү$/.test(tile)),
    });
    await say(old, "Мен окуп турам");
    await say(asan, "Жакшы!");
    await until(() => chatLines(old), {
      what: "the answer",
      ok: (lines) => lines.some((line) => line.includes("Жакшы!")),
    });
  }),
);

Deno.test(
  "14: refused permission is said in plain words, with the steps to give it, and joining still works",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const shy = await newPerson({ name: "Уялчаак", devices: "denied" });
    await openRoom(shy, room);
    await fillName(shy);
    await shy.click("button", "Видеону баштоо");
    await until(() => shy.text(), {
      what: "plain words",
      ok: (text) => text.includes("Камера менен микрофонго уруксат жок"),
    });
    await shy.page.getByText("Кантип уруксат берүү керек").click();
    await until(() => shy.text(), {
      what: "the steps for this very browser",
      ok: (text) => text.includes("сайттын жөндөөлөрү белгисин басып"),
    });
    await join(shy);
    await everybodyCounts([asan, shy], 2);
    await framesRise(shy, OTHERS);
  }),
);

Deno.test(
  "16: a refused camera does not silence the microphone",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const heard = await newPerson({ name: "Үнсүз эмес", permissions: ["microphone"] });
    await openRoom(heard, room);
    await fillName(heard);
    await join(heard);
    await until(() => tiles(asan), {
      what: "an open microphone",
      ok: (list) => list.includes("Үнсүз эмес"),
    });
    await everyOrderedPairFlows([asan, heard], { frames: 0 });
  }),
);

Deno.test(
  "a camera that is unplugged during the call gives way to the next one",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    await framesRise(gulnar, OTHERS);
    await unplugCamera(asan);
    await framesRise(asan, ".is-self video");
    await framesRise(gulnar, OTHERS);
  }),
);

Deno.test(
  "a camera that the system holds back shows nobody a picture that stands still, and comes back",
  stage.scene(async (scene) => {
    const [asan, gulnar] = await enterAll(scene, 2);
    assert.ok(asan && gulnar);
    await framesRise(gulnar, OTHERS);
    const isOff = () =>
      gulnar.evaluate((video) => document.querySelector(video)?.matches(".is-cam-off *"), OTHERS);
    await holdCameraBack(asan, true);
    await until(isOff, { what: "initials in place of a picture" });
    await until(() => asan.text(), {
      what: "words about it",
      ok: (text) => text.includes("Камера токтотулган: сизди көрбөй жатышат"),
    });
    await holdCameraBack(asan, false);
    await framesRise(gulnar, OTHERS);
    await framesRise(asan, ".is-self video");
    await until(() => asan.text(), {
      what: "no such words any more",
      ok: (text) => !text.includes("Камера токтотулган"),
    });
  }),
);

Deno.test(
  "sound and pictures that something else paused go on by themselves",
  stage.scene(async (scene) => {
    const [asan, gulnar] = await enterAll(scene, 2);
    assert.ok(asan && gulnar);
    await everyOrderedPairFlows([asan, gulnar]);
    const elements = gulnar.page.locator("audio, [data-member] video");
    await elements.evaluateAll((all) =>
      all.forEach((one) => one instanceof HTMLMediaElement && one.pause())
    );
    await until(
      () => elements.evaluateAll((all) => all.map((one) => (one as HTMLMediaElement).paused)),
      { what: "everything to play", ok: (paused) => paused.length > 2 && !paused.some(Boolean) },
    );
    await framesRise(gulnar, OTHERS);
    await framesRise(gulnar, ".is-self video");
  }),
);

Deno.test(
  "18 and 19: a remembered device that is gone gives way to the default one, which is told; the level moves; the chosen speaker is tried",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const { page } = asan;
    await noteToasts(asan);
    await page.addInitScript(() => {
      for (const kind of ["mic", "camera"]) localStorage.setItem(`juz:device:${kind}`, "gone");
      const sinks: string[] = [];
      Object.assign(globalThis, { __sinks: sinks });
      const prototype = AudioContext.prototype as unknown as {
        setSinkId(id: string): Promise<void>;
      };
      const real = prototype.setSinkId;
      prototype.setSinkId = function (this: AudioContext, id) {
        sinks.push(`${id} ${this.state}`);
        return real.call(this, id);
      };
    });
    await openRoom(asan, room); // the browser has given its permission, so both are opened at once
    await until(() => notedToasts(asan), {
      what: "both to be told",
      ok: (all) =>
        all.filter((text) => text.includes("Тандалган түзмөк жок, демейкиси колдонулду")).length ===
          2,
    });
    await framesRise(asan, ".preview video");
    await until(() => page.getByRole("meter").getAttribute("aria-valuenow"), {
      what: "a level that moves",
      ok: (level) => Number(level) > 0,
    });
    const speaker = page.getByLabel("Үн чыгаргыч");
    const last = speaker.locator("option").last(); // nothing is named before the devices are open
    const chosen = await until(() => last.getAttribute("value"), { what: "a speaker to choose" });
    assert.ok(chosen);
    await speaker.selectOption(chosen);
    await asan.click("button", "Үндү текшерүү");
    const sinks = () =>
      page.evaluate(() => (globalThis as unknown as { __sinks: string[] }).__sinks);
    await until(sinks, {
      what: "the chosen speaker to be used",
      ok: (list) => list.some((sink) => sink.startsWith(`${chosen} `)),
    });
  }),
);

Deno.test(
  "42: over plain http the page says that devices need https, and one joins, reads and writes all the same",
  stage.scene(async ({ newPerson, newBot, room, origin }) => {
    const bot = await newBot("Гүлнар");
    const far = origin.replace("localhost", FAR);
    const asan = await newPerson({
      name: "Асан",
      flags: [`--host-resolver-rules=MAP ${FAR} 127.0.0.1`],
    });
    asan.guard.allowOrigin(far);
    asan.guard.allow(/Cross-Origin-Opener-Policy|Origin-Agent-Cluster/); // Chromium: not without https
    await asan.goto(`${far}/r/${encodeURIComponent(room)}`);
    assert.equal(await asan.evaluate(() => isSecureContext, null), false);
    await until(() => asan.text(), {
      what: "plain words",
      ok: (text) => text.includes("HTTPS керек: камера http аркылуу иштебейт"),
    });
    await asan.page.locator("form .primary[type=submit]:enabled").waitFor();
    await fillName(asan);
    await join(asan);
    await say(asan, "http аркылуу");
    await bot.ask("chat:send", { id: "x", text: "окуп жатам" });
    await until(() => asan.text(), {
      what: "an answer",
      ok: (text) => text.includes("окуп жатам"),
    });
  }),
);

// Sharing the screen: on top of the camera, seen by all, also by those who come late.
import assert from "node:assert/strict";
import {
  chatLines,
  enterRoom,
  openChat,
  stopSharingFromBrowser,
  tiles,
  turn,
} from "./harness/actions.ts";
import { framesRise, negotiations } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const SCREEN = "[data-kind=screen] video";
const stage = setStage({ flags: ["--auto-select-desktop-capture-source=Entire screen"] });

Deno.test(
  "a shared screen stands beside its owner's camera, also for one who comes late",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    await framesRise(gulnar, "[data-kind=camera]:not(.is-self) video");
    const before = await negotiations(asan);
    await turn(asan, "screen", true);
    await framesRise(gulnar, SCREEN);
    await framesRise(gulnar, "[data-kind=camera]:not(.is-self) video");
    assert.deepEqual(await negotiations(asan), before, "sharing needs no negotiation");
    const late = await newPerson({ name: "Жамила" });
    await enterRoom(late, room);
    await framesRise(late, SCREEN);
    await until(() => tiles(late), {
      what: "the screen's name",
      ok: (list) => list.some((label) => label.startsWith("Асан: экран")),
    });
  }),
);

Deno.test(
  "sharing ends by the button and by the browser's own bar, once for everybody",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    const screens = async () =>
      (await tiles(gulnar)).filter((label) => label.includes("экран")).length;
    const shows = (count: number) =>
      until(screens, { what: `${count} screens at Гүлнар`, ok: (seen) => seen === count });
    await turn(asan, "screen", true);
    await shows(1);
    await turn(asan, "screen", false);
    await shows(0);
    await turn(asan, "screen", true);
    await shows(1);
    await stopSharingFromBrowser(asan);
    await shows(0);
    await openChat(gulnar);
    const lines = async () =>
      (await chatLines(gulnar)).filter((line) => /Асан.*(көрсөт|токтот)/.test(line));
    const told = await until(lines, { what: "four lines", ok: ({ length }) => length >= 4 });
    assert.equal(told.length, 4, `started and stopped twice: ${told.join(" | ")}`);
  }),
);

Deno.test(
  "two people share at once, and closing the picker changes nothing",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    await turn(asan, "screen", true);
    await turn(gulnar, "screen", true);
    await framesRise(gulnar, `${SCREEN}:not(.is-self)`);
    await until(() => tiles(asan), { what: "four tiles", ok: (list) => list.length === 4 });
    await turn(gulnar, "screen", false);
    await gulnar.evaluate(() => {
      navigator.mediaDevices.getDisplayMedia = () =>
        Promise.reject(new DOMException("Permission denied by user", "NotAllowedError"));
    }, null);
    await gulnar.click("button", "Экранды бөлүшүү");
    await until(() => tiles(gulnar), { what: "three tiles", ok: (list) => list.length === 3 });
    assert.ok(!(await gulnar.text()).includes("Экранды бөлүшүүгө"), "no complaint");
  }),
);

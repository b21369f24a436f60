// Rows 20 to 23, 39 and 43 of docs/contract.md: one's own picture, shared screens, the floating window, leaving.
import assert from "node:assert/strict";
import { enterRoom, everybodyCounts, openRoom, turn } from "../harness/actions.ts";
import type { ChromiumPerson } from "../harness/chromium.ts";
import { framesRise } from "../harness/media.ts";
import { isDrawn } from "../harness/ready.ts";
import { comeToRest } from "../harness/rest.ts";
import { setStage } from "../harness/stage.ts";
import { until, untilEqual } from "../harness/wait.ts";

const stage = setStage({
  fakeDevice: "fps=10",
  flags: ["--auto-select-desktop-capture-source=Entire screen"],
});

const MIRRORED = /^matrix\(-1, 0, 0, 1, 0, 0\)$/;
const PLAIN = /^none$/;

Deno.test(
  "20: one sees oneself mirrored, others do not, and it can be switched off",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await openRoom(asan, room);
    await turn(asan, "cam", true);
    await isDrawn(asan.page.locator(".preview video"), MIRRORED);
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    await framesRise(gulnar, ".tile:not(.is-self) video");
    await isDrawn(asan.page.locator(".tile.is-self video"), MIRRORED);
    await isDrawn(gulnar.page.locator(".tile:not(.is-self) video"), PLAIN);
    await asan.page.locator(".tile.is-self").hover();
    await asan.page.locator(".tile.is-self .tile-menu").click();
    await asan.page.getByRole("menuitemcheckbox", { name: "Өзүмдү күзгүдөй көрсөтүү" }).click();
    await isDrawn(asan.page.locator(".tile.is-self video"), PLAIN);
    await asan.page.reload();
    await everybodyCounts([asan, gulnar], 2);
    await isDrawn(asan.page.locator(".tile.is-self video"), PLAIN); // it is remembered
  }),
);

/** The corner of the stage in which the floating picture stands. */
async function cornerOf({ page }: ChromiumPerson): Promise<string> {
  const tile = await page.locator(".tile.is-floating").boundingBox();
  const around = await page.locator(".stage-tiles").boundingBox();
  if (!tile || !around) return "none";
  const vertical = tile.y - around.y < 30
    ? "top"
    : around.y + around.height - tile.y - tile.height < 30
    ? "bottom"
    : "middle";
  const horizontal = tile.x - around.x < 30
    ? "left"
    : around.x + around.width - tile.x - tile.width < 30
    ? "right"
    : "middle";
  return `${vertical}-${horizontal}`;
}

Deno.test(
  "21: with one other person one floats in a corner; dragging and arrow keys move it, the bar stays free",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room, { video: false });
    await newBot("Гүлнар");
    const settles = (corner: string) =>
      until(() => cornerOf(asan), { what: corner, ok: (now) => now === corner });
    await settles("bottom-right");
    const { page } = asan;
    for (const [corner, x, y] of [["top-left", 80, 120], ["top-right", 900, 130]] as const) {
      await comeToRest(asan);
      const box = await page.locator(".tile.is-floating").boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(x, y, { steps: 5 });
      await page.mouse.up();
      await settles(corner);
    }
    await page.locator(".tile.is-floating .tile-menu").focus();
    for (
      const [key, corner] of [
        ["ArrowDown", "bottom-right"],
        ["ArrowLeft", "bottom-left"],
        ["ArrowUp", "top-left"],
        ["ArrowRight", "top-right"],
      ] as const
    ) {
      await page.keyboard.press(key);
      await settles(corner);
      await comeToRest(asan);
      const tile = await page.locator(".tile.is-floating").boundingBox();
      const bar = await page.locator(".bar").boundingBox();
      assert.ok(tile && bar && tile.y + tile.height <= bar.y, "the bar is not covered");
    }
  }),
);

/** Runs in the page: whatever path is in use takes a second to the other side and back. */
function slowDown(): void {
  const real = RTCPeerConnection.prototype.getStats;
  RTCPeerConnection.prototype.getStats = async function (this: RTCPeerConnection) {
    const report = await real.call(this);
    return new Map([...report].map(([id, entry]) => [
      id,
      entry.type === "candidate-pair" ? { ...entry, currentRoundTripTime: 1 } : entry,
    ])) as unknown as RTCStatsReport;
  };
}

Deno.test(
  "22: a shared screen is never cropped, zooms from 50 to 400 %, can stand alone, and ends with its track",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар", viewport: { width: 1000, height: 640 } });
    await gulnar.page.addInitScript(slowDown);
    await enterRoom(asan, room, { video: false });
    await enterRoom(gulnar, room, { video: false });
    await turn(asan, "screen", true);
    await framesRise(gulnar, ".tile.is-main.is-screen video", { frames: 2 });
    const { page } = gulnar;
    const fit = await page.locator(".tile.is-main video").evaluate((video) =>
      getComputedStyle(video).objectFit
    );
    assert.equal(fit, "contain");
    const now = () => page.locator(".zoom-now").innerText();
    for (let press = 0; press < 8; press++) await gulnar.click("button", "Чоңойтуу");
    await until(now, { what: "400 %", ok: (text) => text === "400%" });
    await isDrawn(gulnar.page.locator(".tile.is-main video"), /^matrix\(4,/);
    for (let press = 0; press < 12; press++) await gulnar.click("button", "Кичирейтүү");
    await until(now, { what: "50 %", ok: (text) => text === "50%" });
    await page.locator(".zoom-now").click();
    await until(now, { what: "100 %", ok: (text) => text === "100%" });
    await gulnar.click("button", "Калгандарды жашыруу");
    await until(() => page.locator(".tile:visible").count(), {
      what: "the screen alone",
      ok: (count) => count === 1,
    });
    await gulnar.click("button", "Калгандарды көрсөтүү");
    assert.ok(await asan.sees("button", "Экран бөлүшүүнү токтотуу"));
    const bars = page.locator(".tile.is-main .tile-quality");
    await untilEqual(() => bars.getAttribute("aria-label"), "Байланыш: начар", {
      what: "what is said of a path of 1 s",
    });
    await asan.page.evaluate(() => {
      for (const track of globalThis.__probe?.screens.at(-1)?.getTracks() ?? []) {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
    });
    await until(() => page.locator(".tile.is-screen").count(), {
      what: "no screen any more",
      ok: (count) => count === 0,
    });
  }),
);

Deno.test(
  "23: the floating window has the page's language and theme and the three switches, and goes with the call",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.goto("/?theme=dark");
    await enterRoom(asan, room);
    await newBot("Гүлнар");
    await asan.click("button", "Дагы");
    await asan.click("menuitem", "Калкыма терезе");
    const look = () =>
      asan.page.evaluate(() => {
        const doc = globalThis.documentPictureInPicture?.window?.document;
        return doc && {
          lang: doc.documentElement.lang,
          theme: doc.documentElement.dataset.theme,
          buttons: [...doc.querySelectorAll("button")].map((one) => one.getAttribute("aria-label")),
          tiles: doc.querySelectorAll(".tile").length,
        };
      });
    const seen = await until(look, {
      what: "the window",
      ok: (seen) => seen?.buttons.length === 3 && seen.tiles === 2,
    });
    assert.deepEqual([seen?.lang, seen?.theme, seen?.tiles], ["ky", "dark", 2]);
    assert.deepEqual(seen?.buttons, [
      "Микрофонду өчүрүү",
      "Видеону токтотуу",
      "Чалуудан чыгуу",
    ]);
    const press = (index: number) =>
      asan.page.evaluate((index) => {
        globalThis.documentPictureInPicture?.window?.document.querySelectorAll("button")[index]
          ?.click();
      }, index);
    await press(0);
    await until(() => asan.sees("button", "Микрофонду күйгүзүү"), { what: "muted from there" });
    await press(2);
    await until(() => asan.sees("heading", "Чалуудан чыктыңыз"), { what: "left from there" });
    await until(() => asan.page.evaluate(() => globalThis.documentPictureInPicture?.window), {
      what: "the window closed",
      ok: (window) => window === null,
    });
  }),
);

Deno.test(
  "39 and 43: closing is asked about only while others are here; the screen stays awake; one press leads back",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.page.addInitScript(() => {
      const asked: string[] = [];
      Object.assign(globalThis, { __asked: asked });
      const refuse = Promise.reject(new DOMException("no", "NotAllowedError"));
      refuse.catch(() => {});
      Object.defineProperty(navigator, "wakeLock", {
        value: { request: (kind: string) => (asked.push(kind), refuse) },
      });
    });
    const isGuarded = () =>
      asan.page.evaluate(() =>
        !globalThis.dispatchEvent(new Event("beforeunload", { cancelable: true }))
      );
    const locks = () =>
      asan.page.evaluate(() => (globalThis as unknown as { __asked: string[] }).__asked.length);
    await enterRoom(asan, room);
    assert.equal(await isGuarded(), false, "alone");
    await untilEqual(locks, 1, { what: "the screen to be kept awake" });
    await asan.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await untilEqual(locks, 2, { what: "to be asked again when the page is seen again" });
    await newBot("Гүлнар");
    await until(isGuarded, { what: "a guard" });
    await asan.click("button", "Чалуудан чыгуу");
    await until(() => asan.sees("button", "Кайра кошулуу"), { what: "the way back" });
    await until(isGuarded, { what: "no guard after the call", ok: (is) => !is });
    await asan.click("button", "Кайра кошулуу");
    await everybodyCounts([asan], 2);
    await until(() => asan.text(), {
      what: "the same name",
      ok: (text) => text.includes("Асан (сиз)"),
    });
    await until(() => asan.sees("button", "Видеону токтотуу"), { what: "the camera on again" });
  }),
);

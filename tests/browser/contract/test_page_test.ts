// Row 45 of docs/contract.md: the test page finds out whether a call will work, and says so.
import assert from "node:assert/strict";
import { setStage } from "../harness/stage.ts";
import { until } from "../harness/wait.ts";

const stage = setStage({
  lightDevices: false,
  flags: ["--autoplay-policy=no-user-gesture-required"],
});

Deno.test(
  "45: one press checks server, camera, microphone and ways; one hears oneself, and keeps a report",
  stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.goto("/test");
    await asan.click("button", "Текшерүүнү баштоо");
    const states = () =>
      asan.page.locator(".step").evaluateAll((steps) =>
        steps.map((step) => (step as HTMLElement).dataset.state)
      );
    await until(states, {
      what: "four good steps",
      ok: (list) => list.length === 4 && list.every((state) => state === "ok"),
    });
    const told = [
      /Өз тармагыңыздагылар менен сүйлөшө аласыз/, // no STUN server here
      /Жооп келди: \d+ мс/,
      /Кечигүү: \d+ мс, жоготуу: \d+ %/,
      /Сүрөт: \d+ × \d+/,
    ];
    await until(() => asan.page.locator(".test-conclusion").innerText(), {
      what: `the conclusion: ${told.join(", ")}`,
      ok: (text) => told.every((part) => part.test(text)),
    });
    await until(() => asan.page.locator("[role=meter]").getAttribute("aria-valuenow"), {
      what: "a level that moves",
      ok: (level) => Number(level) > 0,
    });
    await asan.click("button", "3 секунд жазып, угуп көрүү");
    await asan.page.locator(".playback").waitFor();
    const played = () =>
      asan.evaluate(() => {
        const video = document.querySelector<HTMLVideoElement>(".playback");
        return video ? video.currentTime : 0;
      }, null);
    await until(played, { what: "the recording to play", ok: (seconds) => seconds > 2 });
    const downloading = asan.page.waitForEvent("download");
    await asan.click("button", "Отчётту жүктөп алуу");
    const download = await downloading;
    assert.equal(download.suggestedFilename(), "juz-test.txt");
    const report = await Deno.readTextFile(await download.path());
    assert.match(report, /verdict: local\n/);
    assert.match(report, /camera: ok; \d+ × \d+, \d+ frames\n/);
  }),
);

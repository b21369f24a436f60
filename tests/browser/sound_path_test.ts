// Row 17 of docs/contract.md: sound that the browser holds back comes after a press. And a voice that
// is louder than it comes is heard from the chosen speaker, and from no other.
import assert from "node:assert/strict";
import { enterRoom, everybodyCounts, fillName, join, openRoom } from "./harness/actions.ts";
import { audioEnergyRises, framesRise } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";
import { wordsOf } from "./harness/words.ts";

const OTHERS = "[data-kind=camera]:not(.is-self) video";
const stage = setStage({ lightDevices: false });

Deno.test(
  "a voice at 200 % comes out of the chosen speaker alone, and is louder",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const { page } = asan;
    await page.addInitScript(() => {
      const direct: string[] = [];
      Object.assign(globalThis, { __direct: direct });
      const prototype = AudioNode.prototype as { connect(...to: unknown[]): unknown };
      const real = prototype.connect;
      prototype.connect = function (this: AudioNode, ...to) {
        const [node] = to;
        if (node instanceof AudioDestinationNode) {
          const { sinkId } = node.context as AudioContext & { sinkId?: string };
          direct.push(`${sinkId}`);
        }
        return real.apply(this, to);
      };
    });
    await openRoom(asan, room);
    await fillName(asan);
    const speaker = page.getByLabel("Үн чыгаргыч");
    const last = speaker.locator("option").last(); // nothing is named before the devices are open
    const chosen = await until(() => last.getAttribute("value"), { what: "a speaker to choose" });
    assert.ok(chosen);
    await speaker.selectOption(chosen);
    await join(asan);
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(gulnar, room);
    await everybodyCounts([asan, gulnar], 2);
    await asan.click("button", "Катышуучуларды көрсөтүү");
    await page.getByLabel("Үндүн катуулугу: Гүлнар").fill("200");
    const heard = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("audio")].filter(({ muted }) => !muted)
          .map((audio) => ({
            sink: (audio as HTMLAudioElement & { sinkId: string }).sinkId,
            isPlaying: !audio.paused && audio.currentTime > 0,
            isAmplified: (audio.srcObject as MediaStream | null)?.getAudioTracks()
              .every(({ label }) => label.includes("MediaStreamAudioDestinationNode")) ?? false,
          }))
      );
    const sounds = await until(heard, {
      what: "one amplified voice",
      ok: (list) => list.length === 1 && list.every((one) => one.isAmplified && one.isPlaying),
    });
    assert.deepEqual(sounds.map(({ sink }) => sink), [chosen]);
    const direct = await page.evaluate(() =>
      (globalThis as unknown as { __direct: string[] }).__direct
    );
    assert.ok(direct.every((sink) => sink === chosen), `beside it: ${direct}`);
  }),
);

Deno.test(
  "17: where the browser holds sound back, a banner asks for a click, and then one hears",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const silent = await newPerson({ name: "Унсуз", devices: "none" });
    const t = await wordsOf(silent.locale);
    const [join, sound] = [t("lobby.join"), t("action.sound")];
    await silent.page.addInitScript(joinUntouched, { name: silent.name, join, sound });
    const told = silent.page.waitForEvent("console", (message) => message.text() === sound);
    await silent.goto(`/r/${room}`);
    await told;
    const button = silent.page.getByRole("button", { name: sound });
    const paused = () =>
      silent.page.locator("audio").evaluateAll((all) =>
        all.map((audio) => (audio as HTMLAudioElement).paused)
      );
    const held = await paused();
    assert.ok(held.length > 0 && held.every(Boolean), held.join());
    await framesRise(silent, OTHERS); // pictures are not held back
    await button.click();
    await until(paused, {
      what: "sound that plays",
      ok: (list) => list.length > 0 && !list.some(Boolean),
    });
    await audioEnergyRises(silent);
    await button.waitFor({ state: "detached" });
  }),
);

/**
 * Runs in the page: joins as soon as that is possible, and tells of the banner. All that without a
 * press, and without a question from outside, which the browser would count as one.
 */
function joinUntouched({ name, join, sound }: Record<"name" | "join" | "sound", string>): void {
  const button = (text: string) =>
    [...document.querySelectorAll<HTMLButtonElement>("button:enabled")]
      .find(({ innerText }) => innerText.trim() === text);
  const timer = setInterval(() => {
    const field = document.querySelector<HTMLInputElement>("form input");
    if (button(sound)) {
      clearInterval(timer);
      console.info(sound);
    } else if (field?.value === "") {
      field.value = name;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else {
      button(join)?.click();
    }
  }, 100);
}

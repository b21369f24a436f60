// A voice that is louder than it comes is heard from the chosen speaker, and from no other.
import assert from "node:assert/strict";
import { enterRoom, everybodyCounts, fillName, join, openRoom } from "./harness/actions.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

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
    const chosen = await speaker.locator("option").last().getAttribute("value");
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

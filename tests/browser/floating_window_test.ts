// The switches of the floating window under a real finger: its clock began later than the page's.
import { enterRoom, isOn } from "./harness/actions.ts";
import { setStage } from "./harness/stage.ts";
import { pause, until } from "./harness/wait.ts";
import { REACTION_MS } from "@/components/base/press_intent.ts";

const stage = setStage();

Deno.test(
  "a camera that took its time to open is off after one press in the floating window",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.page.addInitScript((openingMs) => {
      const { mediaDevices } = navigator;
      const real = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        if (constraints?.video) await new Promise((done) => setTimeout(done, openingMs));
        return await real(constraints);
      };
    }, 2 * REACTION_MS);
    await enterRoom(asan, room);
    const opened = asan.context.waitForEvent("page");
    await asan.press("i");
    const floating = await opened;
    const stop = floating.locator('[aria-label="Видеону токтотуу"]');
    await stop.waitFor();
    for (const on of [false, true]) {
      await asan.press("v");
      await until(() => isOn(asan, "cam"), { what: `the camera: ${on}`, ok: (is) => is === on });
    }
    await pause(2 * REACTION_MS); // read by now
    await stop.click();
    await until(() => isOn(asan, "cam"), { what: "the camera off", ok: (on) => !on });
  }),
);

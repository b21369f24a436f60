// Nobody is kept out of a call by a device: none there, refused, or taken away.
import assert from "node:assert/strict";
import {
  enterRoom,
  everybodyCounts,
  fillName,
  join,
  openRoom,
  say,
  tiles,
} from "./harness/actions.ts";
import { audioEnergyRises, everyOrderedPairFlows, framesRise } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const stage = setStage();

Deno.test(
  "a person without camera and microphone joins, sees, hears and writes",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const poor = await newPerson({ name: "Жокчу", devices: "none" });
    await openRoom(poor, room);
    await fillName(poor);
    await poor.click("button", "Видеону баштоо");
    await until(() => poor.text(), {
      what: "plain words",
      ok: (text) => text.includes("Камера табылган жок"),
    });
    await join(poor);
    await everybodyCounts([asan, poor], 2);
    await framesRise(poor, "[data-kind=camera]:not(.is-self) video");
    await audioEnergyRises(poor);
    await say(poor, "Силерди көрүп турам");
    assert.ok((await tiles(asan)).includes("Жокчу, микрофон өчүк"));
  }),
);

Deno.test(
  "refused permission is said in plain words, and joining still works",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const shy = await newPerson({ name: "Уялчаак", devices: "denied" });
    await openRoom(shy, room);
    await fillName(shy);
    await shy.click("button", "Видеону баштоо");
    await until(() => shy.text(), {
      what: "plain words",
      ok: (text) => text.includes("Камерага уруксат жок"),
    });
    await join(shy);
    await everybodyCounts([asan, shy], 2);
    await framesRise(shy, "[data-kind=camera]:not(.is-self) video");
  }),
);

Deno.test(
  "a refused camera does not silence the microphone",
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
    await everyOrderedPairFlows([asan, heard], {
      frames: 0,
    });
  }),
);

Deno.test(
  "a camera that is unplugged during the call gives way to the next one",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    await framesRise(gulnar, "[data-kind=camera]:not(.is-self) video");
    await asan.evaluate(() => {
      const own = document.querySelector<HTMLVideoElement>(".is-self video");
      const [track] = (own?.srcObject as MediaStream).getVideoTracks();
      track?.stop();
      track?.dispatchEvent(new Event("ended"));
    }, null);
    await framesRise(asan, ".is-self video");
    await framesRise(gulnar, "[data-kind=camera]:not(.is-self) video");
  }),
);

// On a second visit camera and microphone open by themselves: no press on the way in may stop them.
import assert from "node:assert/strict";
import type { ChromiumPerson } from "./harness/chromium.ts";
import { fillName, join } from "./harness/actions.ts";
import { framesRise } from "./harness/media.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const stage = setStage();
const START = "Видеону баштоо";
const OWN = "[data-kind=camera].is-self:not(.is-cam-off) video";

/** Devices of this page open so much later, in milliseconds. */
function openLater(ms: number): void {
  const devices = navigator.mediaDevices;
  const real = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return await real(constraints);
  };
}

/** As a hand does it: aims at the label where it is seen, and clicks there a moment later. */
async function aimAndClick({ page }: ChromiumPerson, { after, clicks = 1 }: Aim): Promise<void> {
  const seen = page.getByRole("button", { name: START });
  const box = await seen.first().boundingBox().catch(() => null);
  if (box === null) return; // it says something else already: nobody presses it
  const at = performance.now() + after;
  await until(() => performance.now(), { what: "the hand", ok: (now) => now >= at, every: 5 });
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { clickCount: clicks });
}

interface Aim {
  after: number;
  clicks?: number;
}

type Visit = (person: ChromiumPerson) => Promise<void>;

/** A device's delay in milliseconds, and what the person does. */
const VISITS: Record<string, { delay: number; come: Visit }> = {
  "presses the moment it is seen": { delay: 0, come: (one) => pressThenName(one, { after: 0 }) },
  "presses while it opens": { delay: 300, come: (one) => pressThenName(one, { after: 60 }) },
  "presses as it opens": { delay: 120, come: (one) => pressThenName(one, { after: 130 }) },
  "presses just after it opened": { delay: 60, come: (one) => pressThenName(one, { after: 200 }) },
  "presses twice": {
    delay: 150,
    come: async (one) => {
      await aimAndClick(one, { after: 80 });
      await aimAndClick(one, { after: 60 });
      await fillName(one);
    },
  },
  "double-clicks": {
    delay: 100,
    come: (one) => pressThenName(one, { after: 80, clicks: 2 }),
  },
  "writes the name first": { delay: 200, come: (one) => nameThenPress(one, { after: 0 }) },
  "writes the name first, slow device": {
    delay: 700,
    come: (one) => nameThenPress(one, { after: 100 }),
  },
  "does not press": { delay: 300, come: (one) => fillName(one) },
  "presses as the keyboard does": {
    delay: 250,
    come: async (one) => {
      await fillName(one);
      const button = one.page.getByRole("button", { name: START });
      if (await button.count() > 0) await button.press("Enter", { timeout: 2_000 }).catch(() => {});
    },
  },
};

async function pressThenName(person: ChromiumPerson, aim: Aim): Promise<void> {
  await aimAndClick(person, aim);
  await fillName(person);
}

async function nameThenPress(person: ChromiumPerson, aim: Aim): Promise<void> {
  await fillName(person);
  await aimAndClick(person, aim);
}

for (const [what, { delay, come }] of Object.entries(VISITS)) {
  Deno.test(
    `a second visit ends with a picture: ${what}`,
    stage.scene(async ({ newPerson, room }) => {
      const asan = await newPerson({ name: "Асан" });
      await asan.page.addInitScript(openLater, delay);
      await asan.goto(`/r/${encodeURIComponent(room)}`);
      await asan.page.locator(".preview-controls button:enabled").first().waitFor();
      await come(asan);
      await join(asan);
      await framesRise(asan, OWN);
      assert.equal(await asan.sees("button", START), false);
    }),
  );
}

// What is not seen is not sent, and what is small is sent small: bytes and sizes as browsers count them.
import assert from "node:assert/strict";
import { crowding } from "../hostile/server_health.ts";
import { enterAll } from "./harness/actions.ts";
import { inEngines } from "./harness/engines.ts";
import { everyOrderedPairFlows, framesRise } from "./harness/media.ts";
import type { Person } from "./harness/person.ts";
import { setStage } from "./harness/stage.ts";
import { pause, until } from "./harness/wait.ts";

const OTHERS = "main [data-kind=camera]:not(.is-self) video";
/** Two looks so far apart with the same count of bytes: nothing was sent between them. */
const APART_MS = 500;

const stage = setStage({ lightDevices: false });

inEngines("a page that nobody sees is sent no picture, and a small one a small picture", {
  stage,
  play: async (scene) => {
    const [asan, gulnar] = await enterAll(scene, 2);
    assert.ok(asan && gulnar);
    await everyOrderedPairFlows([asan, gulnar]);
    const large = await until(() => sent(asan), {
      what: "the whole camera",
      ok: ({ width }) => width >= 480,
    });

    const hidden = performance.now();
    await show(gulnar, false);
    const silentFor = await until(() => nothingSent(asan), { what: "no byte of a picture" });
    const ceased = Math.round(performance.now() - hidden - APART_MS - silentFor);
    const back = await shownAgain(gulnar);
    console.log(
      `${asan.browser}: the last byte left ${ceased} ms or less after the page was hidden; ` +
        `the first frame came ${back} ms after it was shown`,
    );
    assert.ok(ceased <= 1_000 * crowding(), `${ceased} ms`);
    assert.ok(back <= 1_000 * crowding(), `${back} ms`);
    assert.ok((await sent(gulnar)).bytes > 0, "the other way pictures went on");

    await resize(gulnar, { width: 320, height: 400 });
    const small = await until(() => sent(asan), {
      what: "a small picture",
      ok: ({ width }) => width > 0 && width <= large.width / 1.4,
    });
    await framesRise(gulnar, OTHERS);
    await resize(gulnar, { width: 1_000, height: 640 });
    await until(() => sent(asan), {
      what: "the whole camera again",
      ok: ({ width }) => width >= 480,
    });
    console.log(`${large.width} pixels wide in a large window, ${small.width} in a small one`);
  },
});

/** What this person sends of their camera: bytes so far, and how wide the newest frame was. */
function sent(person: Person): Promise<{ bytes: number; width: number }> {
  return person.evaluate(async () => {
    const sum = { bytes: 0, width: 0 };
    for (const { pc } of globalThis.__probe?.connections ?? []) {
      if (pc.connectionState === "closed") continue;
      for (const entry of (await pc.getStats()).values()) {
        if (entry.type !== "outbound-rtp" || entry.kind !== "video") continue;
        sum.bytes += entry.bytesSent ?? 0;
        sum.width = Math.max(sum.width, entry.frameWidth ?? 0);
      }
    }
    return sum;
  }, null);
}

/** How long the looks took in which nothing was sent, in milliseconds; 0 if something was. */
async function nothingSent(person: Person): Promise<number> {
  const { bytes } = await sent(person);
  const began = performance.now();
  await pause(APART_MS);
  const same = (await sent(person)).bytes === bytes;
  return same ? Math.max(1, performance.now() - began - APART_MS) : 0;
}

/** The browser hides the page from its person, or shows it: what a page sees of that. */
function show(person: Person, visible: boolean): Promise<void> {
  return person.evaluate((visible) => {
    const state = visible ? "visible" : "hidden";
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, visible);
}

/** Shows the page; milliseconds until a new frame of the other person is on its screen. */
function shownAgain(person: Person): Promise<number> {
  return person.evaluate(async (selector) => {
    const video = document.querySelector<HTMLVideoElement>(selector);
    if (video === null) throw new Error("no picture of anybody else");
    const began = performance.now();
    const frame = new Promise<void>((done) => video.requestVideoFrameCallback(() => done()));
    Object.defineProperty(document, "visibilityState", {
      configurable: true,
      get: () => "visible",
    });
    document.dispatchEvent(new Event("visibilitychange"));
    await frame;
    return Math.round(performance.now() - began);
  }, OTHERS);
}

async function resize(person: Person, size: { width: number; height: number }): Promise<void> {
  const page = (person as unknown as {
    page: {
      setViewportSize?(size: { width: number; height: number }): Promise<void>;
      setViewport?(size: { width: number; height: number }): Promise<void>;
    };
  }).page;
  await page.setViewportSize?.(size);
  await page.setViewport?.(size);
}

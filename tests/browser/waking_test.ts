// On a slow line a page is seen, and typed into, long before its scripts have come.
import { fillName, join, openRoom, shownCount } from "./harness/actions.ts";
import type { ChromiumPerson } from "./harness/chromium.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";

const stage = setStage();

/** Holds every script back until the returned function is called. */
async function holdScripts({ page }: ChromiumPerson): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/*.js", async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

Deno.test(
  "a name typed before the page has woken up is kept, and the door opens with it",
  stage.scene(async ({ newPerson, room, origin }) => {
    const asan = await newPerson({ name: "Асан" });
    const release = await holdScripts(asan);
    await asan.page.goto(`${origin}/r/${encodeURIComponent(room)}`, { waitUntil: "commit" });
    await fillName(asan);
    const door = asan.page.getByRole("button", { name: "Бөлмөгө кошулуу" });
    await until(() => door.isDisabled(), { what: "a door that takes no press that would be lost" });
    await asan.press("Enter");
    release();
    await until(() => door.isEnabled(), { what: "the page to wake up" });
    await untilEqual(() => asan.page.locator("#name").inputValue(), "Асан", { what: "the name" });
    await join(asan);
    await until(() => shownCount(asan), { what: "one participant", ok: (count) => count === 1 });
  }),
);

Deno.test(
  "devices that were allowed before open by themselves, and a press meanwhile changes nothing",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.page.addInitScript(() => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const { mediaDevices } = navigator;
      const real = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        Object.assign(globalThis, { __answer: resolve }); // somebody has asked
        await promise;
        return await real(constraints);
      };
    });
    await openRoom(asan, room);
    await until(() => asan.evaluate(() => "__answer" in globalThis, null), {
      what: "the devices to be asked for",
    });
    await asan.click("button", "Видеону баштоо");
    await asan.evaluate(() => (globalThis as unknown as { __answer(): void }).__answer(), null);
    await until(() => asan.sees("button", "Видеону токтотуу"), { what: "the camera on" });
  }),
);

// The home page's own memory, and the page that helps where there is no network.
import assert from "node:assert/strict";
import { enterRoom, leave } from "../harness/actions.ts";
import type { ChromiumPerson } from "../harness/chromium.ts";
import { setStage } from "../harness/stage.ts";
import { until, untilEqual } from "../harness/wait.ts";

const stage = setStage();

/** Waits until home's script runs: what the browser remembers is not on the page before. */
async function wokenUp({ page }: ChromiumPerson): Promise<void> {
  await page.waitForFunction(() =>
    document.querySelector<HTMLFormElement>("#room-form")?.noValidate
  );
}

const KEY = "2bWq7C0yJm5kq3d9ZxT1Ag";

Deno.test(
  "rooms one was in stand on the home page, newest first, until one clears them",
  stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.goto("/");
    await wokenUp(asan);
    assert.equal(await asan.page.locator(".recent").count(), 0, "a newcomer has none");
    for (const room of ["ала-тоо", "бөлмө-1"]) {
      await enterRoom(asan, room, { video: false });
      await leave(asan);
    }
    await asan.goto("/");
    const names = asan.page.locator(".recent-room bdi");
    await untilEqual(() => names.allInnerTexts(), ["бөлмө-1", "ала-тоо"], { what: "both rooms" });
    await names.nth(1).click();
    await asan.page.waitForURL((url) => decodeURIComponent(url.pathname) === "/r/ала-тоо");
    await asan.goto("/");
    await asan.page.locator(".recent button").click();
    await names.first().waitFor({ state: "detached" });
    await asan.goto("/");
    await wokenUp(asan);
    assert.equal(await names.count(), 0, "they stay cleared");
  }),
);

Deno.test(
  "without a network there is a page that helps, in the visitor's language, with its own looks",
  stage.scene(async ({ newPerson, origin, room }) => {
    const asan = await newPerson({ name: "Асан", worker: true });
    await enterRoom(asan, room, { video: false });
    const awake = () =>
      asan.evaluate(async () => {
        const worker = (await navigator.serviceWorker.getRegistration())?.active;
        return worker?.state === "activated" && await caches.has("offline");
      }, null);
    await until(awake, { what: "the service worker" });
    await asan.goto("/offline/ky"); // another "#" alone would load nothing
    await asan.context.setOffline(true);
    await asan.page.goto(`${origin}/r/${room}#k=${KEY}`);
    await asan.page.locator("html[lang=ky]").waitFor();
    await asan.page.locator("h1", { hasText: "Интернет" }).waitFor();
    const looks = await asan.evaluate(() => getComputedStyle(document.body).fontFamily, null);
    assert.match(looks, /Onest/);
    await asan.context.setOffline(false);
    await asan.page.locator("main a, main button").first().click();
    await until(() => asan.text(), { what: "the room", ok: (text) => text.includes(room) });
    await untilEqual(() => asan.evaluate(() => location.hash, null), `#k=${KEY}`, {
      what: "the key in the address",
    });
  }),
);

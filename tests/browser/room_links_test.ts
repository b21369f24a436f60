// What a link carries reaches the room and never the server, whatever was done to the link.
import assert from "node:assert/strict";
import type { Page } from "@/tests/packages/playwright.ts";
import { awake } from "./harness/actions.ts";
import type { Person } from "./harness/person.ts";
import { firefoxMissing } from "./harness/programs.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";
import { webKitMissing } from "./harness/webkit.ts";

const stage = setStage();
const KEY = "2bWq7C0yJm5kq3d9ZxT1Ag";
const FIELD = "Бөлмөнүн аты же шилтемеси";

/** Everything that the page asks servers for, without what browsers keep to themselves. */
function asked(page: Page): string[] {
  const list: string[] = [];
  page.on(
    "request",
    (request) => list.push(`${request.url().replace(/#.*/, "")} ${request.postData()}`),
  );
  return list;
}

Deno.test(
  "a link pasted into home's field keeps its key, and the server never sees it",
  stage.scene(async ({ newPerson, origin }) => {
    const asan = await newPerson({ name: "Асан" });
    const sent = asked(asan.page);
    for (
      const link of [`${origin}/r/ала-тоо#k=${KEY}`, `«https://x.example/r/ала-тоо%23k%3D${KEY}».`]
    ) {
      await asan.goto("/");
      await asan.page.waitForFunction(() =>
        document.querySelector<HTMLFormElement>("#room-form")?.noValidate
      );
      await asan.fill(FIELD, link);
      await asan.press("Enter");
      await asan.page.waitForURL((url) => url.pathname.startsWith("/r/"));
      await untilEqual(
        () => asan.page.url(),
        `${origin}/r/${encodeURIComponent("ала-тоо")}#k=${KEY}`,
        { what: "the room's address with its key" },
      );
      await awake(asan);
    }
    assert.deepEqual(sent.filter((one) => one.includes(KEY)), []);
  }),
);

Deno.test(
  "choosing a language or an appearance, and a reload, keep what the link carried",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.goto(`/r/${encodeURIComponent(room)}#k=${KEY}`);
    await awake(asan);
    const choices = [
      ["Русский", "html[lang=ru]"],
      ["Тёмная", "html[data-theme=dark]"],
      ["Кыргызча", "html[lang=ky]"],
    ] as const;
    for (const [choice, chosen] of choices) {
      const link = asan.page.locator("header .menu button", { hasText: choice });
      const menu = await link.evaluate((one) => one.closest("[popover]")?.id);
      await asan.page.locator(`[popovertarget=${menu}]`).click();
      await link.click();
      await asan.page.locator(chosen).waitFor({ state: "attached" });
      await awake(asan);
      await untilEqual(() => tail(asan), `#k=${KEY}`, { what: `the key after ${choice}` });
    }
    await asan.page.reload();
    await awake(asan);
    await untilEqual(() => tail(asan), `#k=${KEY}`, { what: "the key after a reload" });
  }),
);

Deno.test(
  "a language chosen before the script came keeps what the link carried",
  stage.scene(async ({ newPerson, origin }) => {
    const asan = await newPerson({ name: "Асан" });
    const context = await asan.context.browser()?.newContext({
      javaScriptEnabled: false,
      locale: "ru-RU", // neither of those that are chosen
    });
    assert.ok(context);
    const page = await context.newPage();
    const ends = [`/r/room1#k=${KEY}`, `/r/room1%23k%3D${KEY}`, `/r/room1?k=${KEY}`];
    for (const end of [...ends, `/r/room1?k=${KEY}#invite=abc`]) {
      for (const [choice, chosen] of [["English", "en"], ["Кыргызча", "ky"]] as const) {
        await page.goto(origin + end);
        await page.locator("[popovertarget=languages]").click();
        await page.locator("#languages button", { hasText: choice }).click();
        await page.locator(`html[lang=${chosen}]`).waitFor({ state: "attached" });
        await untilEqual(() => page.url(), origin + end, { what: `the link after ${choice}` });
      }
    }
    await context.close();
  }),
);

Deno.test(
  "a mangled address is put right by the page",
  stage.scene(async ({ newPerson, origin }) => {
    const asan = await newPerson({ name: "Асан" });
    const ends = [
      `/#k=${KEY}`,
      `%23k=${KEY}`,
      `%23k%3D${KEY}`,
      `?k=${KEY}`,
      `?utm_source=x&k=${KEY}`,
    ];
    for (const end of ends) {
      await asan.goto(`/r/room1${end}`);
      await awake(asan);
      await until(() => asan.page.url(), {
        what: end,
        ok: (url) => url === `${origin}/r/room1#k=${KEY}`,
      });
      assert.equal(await asan.page.locator(`input[value="${KEY}"]`).count(), 0, "and sent no more");
    }
  }),
);

Deno.test(
  "without JavaScript the form sends no key, and says why",
  stage.scene(async ({ newPerson, origin }) => {
    const asan = await newPerson({ name: "Асан" });
    const context = await asan.context.browser()?.newContext({ javaScriptEnabled: false });
    assert.ok(context);
    const page = await context.newPage();
    const sent = asked(page);
    await page.goto(origin);
    const field = page.locator("#room");
    await field.fill(`${origin}/r/x#k=${KEY}`);
    await field.press("Enter");
    assert.equal(
      await field.evaluate((one: HTMLInputElement) => one.validity.patternMismatch),
      true,
    );
    assert.equal(page.url(), `${origin}/`);
    await field.fill("Ала Тоо");
    await field.press("Enter");
    await page.waitForURL((url) => url.pathname.startsWith("/r/"));
    assert.deepEqual(sent.filter((one) => one.includes(KEY)), []);
    await context.close();
  }),
);

async function choosesRussian(person: Person, room: string): Promise<void> {
  await person.goto(`/r/${encodeURIComponent(room)}#k=${KEY}`);
  await awake(person);
  await person.click("button", "Тил");
  await person.click("button", "Русский");
  await until(() => person.sees("button", "Язык"), { what: "the page in Russian" });
  await untilEqual(() => tail(person), `#k=${KEY}`, { what: "the key in the address" });
}

/** What stands after the path of this page's address. */
function tail(person: Person): Promise<string> {
  return person.evaluate(() => location.search + location.hash, null);
}

Deno.test({
  name: "Firefox: choosing a language keeps what the link carried",
  ignore: firefoxMissing() !== null,
  fn: stage.scene(async ({ newFirefoxPerson, room }) =>
    await choosesRussian(await newFirefoxPerson({ name: "Асан" }), room)
  ),
});

Deno.test({
  name: "WebKit: choosing a language keeps what the link carried",
  ignore: await webKitMissing() !== null,
  fn: stage.scene(async ({ newWebKitPerson, room }) =>
    await choosesRussian(await newWebKitPerson({ name: "Асан" }), room)
  ),
});

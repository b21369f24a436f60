// Pages in three languages and on a phone: home, lobby, call, left, echo test.
import assert from "node:assert/strict";
import {
  awake,
  enterRoom,
  everybodyCounts,
  leave,
  openChat,
  openRoom,
  primaryActions,
  shownCount,
} from "./harness/actions.ts";
import { layoutFaults } from "./harness/audit.ts";
import { everyOrderedPairFlows } from "./harness/media.ts";
import { comeToRest } from "./harness/rest.ts";
import { shoot } from "./harness/shots.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";

const stage = setStage();
const PHONE = { width: 320, height: 640 };

for (
  const [locale, title, joinName] of [
    ["ky", "Браузерден эле видео чалуу", "Бөлмөгө кошулуу"],
    ["ru", "Видеозвонки прямо в браузере", "Войти в комнату"],
    ["en", "Video calls right in your browser", "Join room"],
  ] as const
) {
  Deno.test(
    `home leads into a room by name and by link (${locale}), without JavaScript`,
    stage.scene(async ({ newPerson, origin }) => {
      const person = await newPerson({ name: "Асан", locale, scripts: false });
      await person.goto("/");
      await untilEqual(() => person.page.locator("h1").innerText(), title, { what: "the title" });
      await until(() => person.text(), { // the style sheet says so, once it is there
        what: "a page without a word about old browsers",
        ok: (text) => !text.includes("Firefox 125"),
      });
      await person.page.locator("input[name=room]").fill("Ала-Тоо жылдыз");
      await person.click("button", joinName);
      await person.page.waitForURL(`${origin}/r/${encodeURIComponent("ала-тоо-жылдыз")}`);
      assert.ok(await person.sees("button", joinName), "the lobby");
      assert.match(await person.text(), /JavaScript/, "and what it takes to go on");
      await person.goto("/");
      await person.page.locator("input[name=room]").fill("https://other.example/r/room1?x=1");
      await person.click("button", joinName);
      await person.page.waitForURL(`${origin}/r/room1`);
    }),
  );
}

Deno.test(
  "a call on a phone of 320 px and on a desk: icons are painted, nothing small or beyond the screen",
  stage.scene(async ({ newPerson, room }) => {
    const phone = await newPerson({ name: "Жамила", viewport: PHONE, phone: true });
    const desk = await newPerson({ name: "Асан", colorScheme: "dark" });
    for (const path of ["/", "/test", `/r/${room}`]) {
      await phone.goto(path);
      await comeToRest(phone);
      assert.deepEqual(await layoutFaults(phone), [], path);
    }
    await enterRoom(desk, room);
    await enterRoom(phone, room);
    await everybodyCounts([phone, desk], 2);
    await everyOrderedPairFlows([phone, desk]);
    for (const person of [phone, desk]) {
      await comeToRest(person);
      assert.deepEqual(await layoutFaults(person), [], "call");
    }
    await shoot(phone, "phone-call");
    await openChat(phone);
    await comeToRest(phone);
    assert.deepEqual(await layoutFaults(phone), [], "chat");
    await shoot(phone, "phone-chat");
    await shoot(desk, "desktop-call-dark");
  }),
);

Deno.test(
  "the participant count is the same in the lobby and in the call, in every language",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан", locale: "ky" });
    const vera = await newPerson({ name: "Вера", locale: "ru" });
    const john = await newPerson({ name: "John", locale: "en" });
    await openRoom(john, room);
    assert.equal(await until(() => shownCount(john), { what: "a count", ok: (n) => n === 0 }), 0);
    await enterRoom(asan, room, { video: false });
    await everybodyCounts([asan, john], 1);
    await enterRoom(vera, room, { video: false });
    await everybodyCounts([asan, vera, john], 2);
    await leave(asan);
    await everybodyCounts([vera, john], 1);
  }),
);

Deno.test(
  "after leaving, one press leads back into the call with the same name",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    await leave(asan);
    await asan.click("button", "Кайра кошулуу");
    await everybodyCounts([asan], 1);
  }),
);

Deno.test(
  "joining without a name is answered in words, and nothing happens",
  stage.scene(async ({ newPerson, room }) => {
    const person = await newPerson({ name: "" });
    await openRoom(person, room);
    await person.click("button", "Бөлмөгө кошулуу");
    await until(() => person.text(), {
      what: "the sentence",
      ok: (text) => text.includes("Кошулуу үчүн атыңызды жазыңыз."),
    });
    await person.page.locator("#name[aria-invalid=true]").waitFor();
  }),
);

Deno.test(
  "41: the same seat in two tabs: the newer one goes on, the older one says so",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room, { video: false });
    const storage = await until(() => asan.evaluate(() => ({ ...sessionStorage }), null), {
      what: "the seat to be kept",
      ok: (kept) => Object.keys(kept).some((key) => key.startsWith("juz:seat:")),
    });
    const tab = await newPerson({ name: "Асан 2", tabOf: asan });
    await tab.page.addInitScript((stored) => {
      for (const [key, value] of Object.entries(stored)) sessionStorage.setItem(key, value);
    }, storage as Record<string, string>);
    await tab.goto(`/r/${encodeURIComponent(room)}`);
    await tab.click("button", "Бөлмөгө кошулуу"); // a copy of a tab asks first
    await everybodyCounts([tab], 1);
    await until(() => asan.text(), {
      what: "the sentence",
      ok: (text) => text.includes("Башка өтмөктө ачылды"),
    });
    await untilEqual(() => primaryActions(asan), ["Ушул жерде улантуу"], { what: "one way on" });
  }),
);

Deno.test(
  "beside each other the cards of the test page end on one line, however much was answered",
  stage.scene(async ({ newPerson }) => {
    const asan = await newPerson({ name: "Асан", viewport: { width: 1280, height: 860 } });
    await asan.goto("/test");
    const ends = () =>
      asan.evaluate(
        () =>
          [...document.querySelectorAll(".test > .card")].slice(0, 2).map((card) =>
            Math.round(card.getBoundingClientRect().bottom)
          ),
        null,
      );
    await awake(asan);
    await comeToRest(asan);
    const [first, second] = await ends();
    assert.equal(first, second);
    for (let n = 0; n < 12; n++) await asan.click("button", "Тест билдирүү жөнөтүү");
    await until(() => asan.page.locator(".log > p").count(), {
      what: "twelve lines",
      ok: (lines) => lines >= 12,
    });
    await comeToRest(asan);
    assert.deepEqual(await ends(), [first, first]);
  }),
);

// Text chat: one order, history, unread count, and nothing typed is ever HTML.
import assert from "node:assert/strict";
import {
  chatLines,
  closeChat,
  enterRoom,
  fillName,
  join,
  openChat,
  openRoom,
  say,
} from "./harness/actions.ts";
import { inEngines } from "./harness/engines.ts";
import type { Person } from "./harness/person.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";

const stage = setStage();

function reads(person: Person, text: string): Promise<string[]> {
  return until(() => chatLines(person), {
    what: `"${text}" at ${person.name}`,
    ok: (lines) => lines.some((line) => line.includes(text)),
  });
}

async function texts(person: Person): Promise<string[]> {
  return await person.evaluate(
    () => [...document.querySelectorAll(".chat-text")].map((line) => line.textContent ?? ""),
    null,
  );
}

inEngines("messages go both ways in one order, and a late joiner reads them all", {
  stage,
  play: async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(asan, room, { video: false });
    await enterRoom(gulnar, room, { video: false });
    await openChat(gulnar);
    await say(asan, "Салам, кандайсың?");
    await reads(gulnar, "Салам, кандайсың?");
    await say(gulnar, "Жакшы, рахмат!");
    await reads(asan, "Жакшы, рахмат!");
    const late = await newPerson({ name: "Жамила" });
    await enterRoom(late, room, { video: false });
    await openChat(late);
    await reads(late, "Жакшы, рахмат!");
    for (const person of [asan, gulnar, late]) {
      await untilEqual(() => texts(person), ["Салам, кандайсың?", "Жакшы, рахмат!"], {
        what: `both messages at ${person.name}, in one order`,
      });
    }
  },
});

Deno.test(
  "a chat that could not be fetched on the way in opens as soon as there is a network",
  stage.scene(async ({ newPerson, newBot, room }) => {
    await newBot("Гүлнар");
    const asan = await newPerson({ name: "Асан" });
    await openRoom(asan, room);
    await fillName(asan);
    await join(asan); // the panels are not there yet
    asan.guard.allow(/^console: .*net::ERR_INTERNET_DISCONNECTED/);
    let refused = 0;
    await asan.page.route(/\/healthz$|\/_fresh\/js\//, (route) => {
      refused++;
      return route.abort("internetdisconnected");
    });
    await asan.click("button", "Чатты ачуу");
    await until(() => refused, { what: "it to be asked for again", ok: (times) => times > 1 });
    assert.equal(await asan.sees("log", "Чаттагы билдирүүлөр"), false);
    await asan.page.unrouteAll();
    await until(() => asan.sees("log", "Чаттагы билдирүүлөр"), { what: "the chat" });
    await say(asan, "Салам!");
  }),
);

inEngines("unread messages are counted while the chat is closed", {
  stage,
  play: async ({ newPerson, newBot, room }) => {
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(gulnar, room, { video: false });
    const asan = await newBot("Асан");
    const say = async (text: string) => {
      const { ok } = await asan.ask("chat:send", { id: crypto.randomUUID(), text });
      assert.ok(ok, text);
    };
    const badge = () =>
      gulnar.evaluate(
        () =>
          [...document.querySelectorAll(".bar .badge")].filter((one) => one.checkVisibility())
            .map((one) => one.getAttribute("data-count")),
        null,
      );
    await say("бир");
    await say("эки");
    await until(badge, { what: "a badge of 2", ok: (shown) => shown.join() === "2" });
    await openChat(gulnar);
    await until(badge, { what: "no badge", ok: (shown) => shown.length === 0 });
    await closeChat(gulnar);
    await say("үч");
    await until(badge, { what: "a badge of 1", ok: (shown) => shown.join() === "1" });
  },
});

Deno.test(
  "13: markup is shown as typed, links open outside and only safe ones are links",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "<b>Асан</b>" });
    await enterRoom(asan, room, { video: false });
    const lines = [
      "<img src=x onerror=alert(1)> <script>alert(2)</script>",
      "https://example.kg/жол?a=1&b=2 жана javascript:alert(3)",
      "data:text/html,<script>alert(4)</script> a < b && c > d",
    ];
    for (const line of lines) await say(asan, line);
    assert.deepEqual(await texts(asan), lines);
    const links = () =>
      asan.evaluate(
        () =>
          [...document.querySelectorAll<HTMLAnchorElement>(".chat-text a")].map((link) => ({
            href: link.href,
            target: link.target,
            rel: link.rel,
          })),
        null,
      );
    const anchors = await until(links, { what: "a link", ok: ({ length }) => length > 0 });
    assert.equal(anchors.length, 1);
    assert.equal(anchors[0]?.href, new URL("https://example.kg/жол?a=1&b=2").href);
    assert.equal(anchors[0]?.target, "_blank");
    assert.match(anchors[0]?.rel ?? "", /noopener/);
  }),
);

inEngines("joining and leaving are told once, in the reader's language", {
  stage,
  play: async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан", locale: "ky" });
    const vera = await newPerson({ name: "Вера", locale: "ru" });
    await enterRoom(asan, room, { video: false });
    await enterRoom(vera, room, { video: false });
    const john = await newBot("John");
    await john.ask("room:leave", { mayReturn: false });
    await openChat(asan);
    await openChat(vera);
    await reads(asan, "John чыкты");
    await reads(vera, "John выходит");
    const toldTo = async (person: Person) =>
      (await chatLines(person)).filter((line) => line.startsWith("John"));
    assert.deepEqual((await toldTo(asan)).map((line) => line.replace(/ \d.*/, "")), [
      "John кошулду",
      "John чыкты",
    ]);
    assert.deepEqual((await toldTo(vera)).map((line) => line.replace(/ \d.*/, "")), [
      "John присоединяется",
      "John выходит",
    ]);
  },
});

Deno.test(
  "40: a message written without the server is read at once, and stands there once when the line is back; nothing is reloaded, no draft is lost",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newPerson({ name: "Гүлнар" });
    await enterRoom(asan, room, { video: false });
    await enterRoom(gulnar, room, { video: false });
    await openChat(asan);
    await openChat(gulnar);
    asan.guard.allow(/ERR_INTERNET_DISCONNECTED/);
    await asan.evaluate(() => void Object.assign(globalThis, { __sameDocument: true }), null);
    await asan.context.setOffline(true);
    await asan.evaluate(() => globalThis.dispatchEvent(new Event("offline")), null);
    await until(() => asan.text(), {
      what: "the banner",
      ok: (text) => text.includes("Кайра туташып жатабыз"),
      timeout: 30_000,
    });
    await asan.fill("Билдирүү жазыңыз", "байланышсыз");
    await asan.press("Enter");
    await until(() => asan.text(), {
      what: "a message that waits",
      ok: (text) => text.includes("Байланыш калыбына келгенде"),
    });
    await reads(gulnar, "байланышсыз"); // from browser to browser
    await asan.fill("Билдирүү жазыңыз", "чала жазылган");
    await asan.context.setOffline(false);
    await until(() => asan.text(), {
      what: "no message that waits",
      ok: (text) => !text.includes("Байланыш калыбына келгенде"),
    });
    const field = asan.page.getByRole("textbox", { name: "Билдирүү жазыңыз" });
    await untilEqual(() => field.inputValue(), "чала жазылган", { what: "the draft" });
    await until(() => asan.text(), {
      what: "no banner, and a word that all is well",
      ok: (text) =>
        !text.includes("Кайра туташып жатабыз") && text.includes("Байланыш калыбына келди"),
    });
    assert.ok(await asan.evaluate(() => "__sameDocument" in globalThis, null));
    for (const person of [asan, gulnar]) assert.deepEqual(await texts(person), ["байланышсыз"]);
  }),
);

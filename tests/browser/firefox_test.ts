// Firefox and Chromium in one room: pictures, voices, screen and chat in both directions.
import assert from "node:assert/strict";
import {
  chatLines,
  enterRoom,
  everybodyCounts,
  fillName,
  isOn,
  join,
  openChat,
  openRoom,
  say,
  turn,
} from "./harness/actions.ts";
import { everyOrderedPairFlows, framesRise } from "./harness/media.ts";
import { sendsVoice, unplugCamera, unplugMicrophone } from "./harness/device_troubles.ts";
import type { Person } from "./harness/person.ts";
import { firefoxMissing } from "./harness/programs.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const LARGE_SCREEN = ".tile.is-main.is-screen video";
const OTHERS = "[data-kind=camera]:not(.is-self) video";
const stage = setStage({ flags: ["--auto-select-desktop-capture-source=Entire screen"] });

Deno.test({
  name: "Firefox and Chromium see, hear, show and write to each other",
  ignore: firefoxMissing() !== null,
  fn: stage.scene(async ({ newPerson, newFirefoxPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newFirefoxPerson({ name: "Гүлнар" });
    const people = [asan, gulnar];
    await enterRoom(asan, room);
    await enterRoom(gulnar, room);
    await everybodyCounts(people, 2);
    await everyOrderedPairFlows(people, { timeout: 60_000 });
    assert.equal(await phraseOf(asan), await phraseOf(gulnar));
    await turn(asan, "screen", true);
    await framesRise(gulnar, LARGE_SCREEN);
    await turn(asan, "screen", false);
    await turn(gulnar, "screen", true);
    await framesRise(asan, LARGE_SCREEN);
    await openChat(asan);
    await openChat(gulnar);
    await say(asan, "Chromium'дан салам");
    await say(gulnar, "Firefox'тон салам");
    for (const person of people) {
      await until(() => chatLines(person), {
        what: `both messages at ${person.name}`,
        ok: (lines) => ["Chromium", "Firefox"].every((word) => lines.join().includes(word)),
      });
    }
    await gulnar.page.reload();
    await everybodyCounts(people, 2);
    await everyOrderedPairFlows(people, { timeout: 60_000 });
  }),
});

Deno.test({
  name:
    "Firefox: a chosen device that is gone is told, a camera goes off and on and is pulled out, a pin stays",
  ignore: firefoxMissing() !== null,
  fn: stage.scene(async ({ newPerson, newFirefoxPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const gulnar = await newFirefoxPerson({ name: "Гүлнар" });
    await enterRoom(asan, room);
    await gulnar.page.evaluateOnNewDocument(() => {
      if (location.protocol !== "http:") return; // an empty page has no storage
      for (const kind of ["mic", "camera"]) localStorage.setItem(`juz:device:${kind}`, "gone");
    });
    await openRoom(gulnar, room);
    await fillName(gulnar);
    await turn(gulnar, "cam", true);
    await reads(gulnar, "Тандалган түзмөк жок, демейкиси колдонулду");
    await join(gulnar);
    await framesRise(asan, OTHERS);
    await turn(gulnar, "cam", false);
    await until(() => asan.evaluate(hasPicture, null), { what: "initials", ok: (has) => !has });
    await turn(gulnar, "cam", true);
    await framesRise(asan, OTHERS);
    // Pulled out: the next camera and the next microphone take over, and a muted one stays muted.
    await unplugCamera(gulnar);
    await framesRise(asan, OTHERS);
    await unplugMicrophone(gulnar);
    await until(() => sendsVoice(gulnar), { what: "another microphone" });
    await turn(gulnar, "mic", false);
    await unplugMicrophone(gulnar);
    assert.equal(await sendsVoice(gulnar), false);
    await turn(gulnar, "mic", true);
    await until(() => sendsVoice(gulnar), { what: "a microphone that is heard again" });
    await newBot("Бектур");
    await everybodyCounts([gulnar], 3);
    await gulnar.click("button", "Катышуучунун менюсу: Бектур");
    await gulnar.click("menuitem", "Бекитүү");
    const pinned = () => gulnar.evaluate(pinnedTile, null);
    await until(pinned, {
      what: "the pinned picture",
      ok: (name) => name?.startsWith("Бектур") === true,
    });
    await gulnar.page.reload();
    await everybodyCounts([gulnar], 3);
    await until(pinned, { what: "it again", ok: (name) => name?.startsWith("Бектур") === true });
  }),
});

/** Runs in the page: whether the other person's camera is shown. */
function hasPicture(): boolean {
  return document.querySelector("[data-kind=camera]:not(.is-self):not(.is-cam-off)") !== null;
}

/** Runs in the page: whose picture is large. */
function pinnedTile(): string | undefined {
  return document.querySelector(".tile.is-main")?.getAttribute("aria-label") ?? undefined;
}

Deno.test({
  name:
    "Firefox: whoever makes a room locks it with a password, opens its door, asks to mute, removes",
  ignore: firefoxMissing() !== null,
  fn: stage.scene(async ({ newPerson, newFirefoxPerson }) => {
    const host = await newFirefoxPerson({ name: "Асан" });
    await host.goto("/");
    await host.click("button", "Жаңы бөлмө түзүү");
    await until(() => host.sees("button", "Бөлмөгө кошулуу"), { what: "the lobby" });
    const hash = () => host.evaluate(() => location.hash, null);
    await until(hash, { what: "the key", ok: (hash) => /^#k=[\w-]{22}$/.test(hash) });
    const link = await host.evaluate(() => location.pathname + location.hash, null);
    await fillName(host);
    await join(host);
    await host.click("button", "Катышуучуларды көрсөтүү");
    await host.click("button", "Бөлмөнү башкаруу");
    await host.click("checkbox", /^Бөлмөнү кулпулоо/);
    await host.fill("Бөлмөнүн сырсөзү", "ала-тоо");
    await host.click("button", "Сырсөз коюу");
    await reads(host, "Бөлмөнүн сырсөзү бар.");
    await host.press("Escape");

    const guest = await newPerson({ name: "Гүлнар" });
    await guest.goto(link);
    await until(() => guest.sees("button", "Бөлмөгө кошулуу"), { what: "the guest's lobby" });
    await fillName(guest);
    await guest.click("button", "Бөлмөгө кошулуу");
    await guest.page.getByLabel("Бөлмөнүн сырсөзү").fill("ала-тоо");
    await guest.click("button", "Бөлмөгө кошулуу");
    await reads(host, "Гүлнар кирүүгө уруксат сурап жатат");
    await host.click("button", "Киргизүү");
    await until(() => guest.sees("button", "Чалуудан чыгуу"), { what: "the guest in the call" });
    await until(() => isOn(guest, "mic"), { what: "an open microphone" });
    await host.click("button", "Гүлнар: башкаруу");
    await host.click("menuitem", "Микрофонду өчүрүүнү суроо");
    await until(() => isOn(guest, "mic"), { what: "the microphone to be off", ok: (on) => !on });
    await reads(guest, "Асан микрофонду өчүрүүнү суранды");
    await host.click("button", "Гүлнар: башкаруу");
    await until(() => host.evaluate(removesInSight, null), { what: "its last item, unscrolled" });
    await host.click("menuitem", "Чыгаруу");
    await reads(guest, "Сизди чалуудан чыгарган: Асан");
  }),
});

/** Runs in the page: whether the open menu shows its last item, which removes a person. */
function removesInSight(): boolean {
  const item = document.querySelector(".menu:popover-open .danger")?.getBoundingClientRect();
  if (item === undefined) return false;
  const there = document.elementFromPoint(item.x + item.width / 2, item.y + item.height / 2);
  return there?.closest(".danger") !== null;
}

async function reads(person: Person, words: string): Promise<void> {
  await until(() => person.text(), {
    what: `"${words}" at ${person.name}`,
    ok: (text) => text.includes(words),
  });
}

/** The four pairs of words by which people check that nobody sits between them. */
async function phraseOf(person: Person): Promise<string> {
  await person.click("button", "Дагы");
  await person.click("menuitem", "Шифрлөө");
  const words = await until(
    () =>
      person.evaluate(
        () => document.querySelector<HTMLElement>(".safety-phrase")?.innerText ?? "",
        null,
      ),
    { what: `four pairs at ${person.name}`, ok: (text) => text.split(/\s+/).length === 8 },
  );
  await person.press("Escape");
  return words;
}

// Pictures of the product for the README, taken from a real call of four people.
import {
  closeChat,
  enterRoom,
  everybodyCounts,
  openChat,
  say,
} from "../browser/harness/actions.ts";
import type { Chromium, ChromiumPerson } from "../browser/harness/chromium.ts";
import { movingVideos } from "../browser/harness/media.ts";
import type { Person } from "../browser/harness/person.ts";
import { shoot } from "../browser/harness/shots.ts";
import { until } from "../browser/harness/wait.ts";
import { drawCamera, type Friend } from "./drawn_camera.ts";

const OUT = "docs/img";
const ROOM = "ала-тоо-жылдыз";
const FRIENDS: readonly [Friend, string][] = [
  ["asan", "Асан"],
  ["bektur", "Бектур"],
  ["jamila", "Жамила"],
  ["gulnar", "Гүлнар"],
];
const DESK = { width: 1280, height: 760 };
const PHONE = { width: 390, height: 844 };

/** Writes them into docs/img. */
export async function shootReadme(browser: Chromium): Promise<void> {
  const people: ChromiumPerson[] = [];
  for (const [friend, name] of FRIENDS) {
    const phone = friend === "gulnar";
    const person = await browser.newPerson({
      name,
      viewport: phone ? PHONE : DESK,
      phone,
      colorScheme: friend === "asan" ? "light" : "dark",
    });
    await person.page.addInitScript(drawCamera, { friend });
    await enterRoom(person, ROOM);
    people.push(person);
  }
  await everybodyCounts(people, FRIENDS.length);
  const [asan, bektur, , gulnar] = people;
  if (!asan || !bektur || !gulnar) throw new Error("four friends were expected");
  await say(bektur, "Саламатсыздарбы! Баарыңыз угуп жатасызбы?");
  await say(gulnar, "Ооба, сонун угулуп жатат 👍");
  await openChat(asan);
  await say(asan, "Эмесе баштайлы: https://example.org/күн-тартиби");
  await shootMoving(asan, "call");
  await closeChat(gulnar);
  await shootMoving(gulnar, "call-phone");
  for (const person of people) await person.close(); // their cameras cost what the next pictures need
}

/** All four pictures are there before the shutter opens. */
async function shootMoving(person: Person, name: string): Promise<void> {
  await until(() => movingVideos(person, "main video"), {
    what: `four moving pictures at ${person.name}`,
    ok: (moving) => moving === FRIENDS.length,
    timeout: 60_000,
  });
  await shoot(person, name, OUT);
  console.log(`${OUT}/${name}.png`);
}

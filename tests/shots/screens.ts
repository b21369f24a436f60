// Every screen in a language and a size, in both themes, as files named screen-language-theme-size.
import type { Locale } from "@/i18n/locales.ts";
import { enterRoom, leave, openRoom, say, turn } from "../browser/harness/actions.ts";
import type { Chromium, ChromiumPerson } from "../browser/harness/chromium.ts";
import { lookAtDialogs, lookAtMenus } from "../browser/harness/screens.ts";
import { movingVideos } from "../browser/harness/media.ts";
import { comeToRest } from "../browser/harness/rest.ts";
import { shoot } from "../browser/harness/shots.ts";
import { lookAtOwnedRoom, lookAtTrouble, type Walk } from "../browser/harness/troubles.ts";
import { until } from "../browser/harness/wait.ts";
import { drawCamera, type Friend } from "./drawn_camera.ts";
import { drawScreen } from "./drawn_screen.ts";

export const SIZES = {
  desk: { viewport: { width: 1280, height: 760 } },
  phone: { viewport: { width: 390, height: 844 }, phone: true },
} as const;

const OUT = Deno.env.get("SHOTS") ?? "shots";
const THEMES = ["light", "dark"] as const;
const ROOM = "ала-тоо-жылдыз";
/** Four people on one computer leave little time for the shutter. */
const LIGHT = { width: 640, fps: 4 };

interface Choice {
  locale: Locale;
  size: keyof typeof SIZES;
}

/** Takes all of them; needs about two minutes. */
export async function shootScreens(browser: Chromium, choice: Choice): Promise<void> {
  const friends = await invite(browser);
  const viewer = new Viewer(await newcomer(browser, choice), choice);
  await shootOutside(viewer);
  await shootCall(viewer, friends);
  for (const person of [...friends, viewer.person]) await person.close();
  const walk: Walk = {
    newPerson: ({ name }) => newcomer(browser, { ...choice, name }),
    look: (person, state) => new Viewer(person, choice).look(state),
    room: "ысык-көл-толкун",
  };
  await lookAtTrouble(walk);
  await lookAtOwnedRoom(walk);
}

/** Somebody who takes a picture of each screen, once in each theme. */
class Viewer {
  constructor(readonly person: ChromiumPerson, readonly choice: Choice) {}

  look = async (state: string): Promise<void> => {
    const { page } = this.person;
    const { locale, size } = this.choice;
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await comeToRest(this.person);
      await shoot(this.person, `${state} ${locale} ${theme} ${size}`, OUT);
    }
    console.log(`${state} ${locale} ${size}`);
  };
}

async function newcomer(
  browser: Chromium,
  { locale, size, name = "Гүлнар" }: Choice & { name?: string },
): Promise<ChromiumPerson> {
  const person = await browser.newPerson({ name, locale, ...SIZES[size] });
  const friend = name === "Асан" ? "asan" : "gulnar";
  await person.page.addInitScript(drawCamera, { friend, ...LIGHT });
  return person;
}

/** Three friends in the room, who have said something. */
async function invite(browser: Chromium): Promise<ChromiumPerson[]> {
  const friends: ChromiumPerson[] = [];
  const names: [Friend, string][] = [["asan", "Асан"], ["bektur", "Бектур"], ["jamila", "Жамила"]];
  for (const [friend, name] of names) {
    const person = await browser.newPerson({ name, viewport: { width: 400, height: 400 } });
    await person.page.addInitScript(drawCamera, { friend, ...LIGHT });
    await person.page.addInitScript(drawScreen, "Жылдын жыйынтыгы");
    friends.push(person);
  }
  return friends;
}

async function shootOutside({ person, look, choice }: Viewer): Promise<void> {
  await person.goto("/");
  await look("home");
  await person.goto("/?error=invalid&room=%21");
  await look("home error");
  await person.goto("/test");
  await look("test");
  await person.goto(`/offline/${choice.locale}`);
  await look("offline");
  await person.goto("/nowhere");
  await look("not found");
  person.guard.allow(/404/);
  await openRoom(person, ROOM);
  await look("lobby");
}

async function shootCall({ person, look }: Viewer, friends: ChromiumPerson[]): Promise<void> {
  const { page } = person;
  const [asan, bektur, jamila] = friends;
  if (!asan || !bektur || !jamila) throw new Error("three friends were expected");
  await person.page.locator("#name").fill(person.name);
  await turn(person, "cam", true);
  await until(() => movingVideos(person, "main video"), { what: "the preview" });
  await look("lobby ready");
  await enterRoom(person, ROOM);
  await look("call alone");
  await enterRoom(asan, ROOM);
  await seesMoving(person, 2);
  await look("call two");
  await enterRoom(bektur, ROOM);
  await enterRoom(jamila, ROOM, { video: false });
  await say(bektur, "Саламатсыздарбы! Баарыңыз угуп жатасызбы?");
  await say(jamila, "Ооба, сонун угулуп жатат 👍");
  await say(asan, "Эмесе баштайлы: https://example.org/күн-тартиби");
  await jamila.press("Escape");
  await jamila.press("r");
  await seesMoving(person, 3);
  await look("call four");
  for (const panel of ["c", "p"]) {
    await person.press(panel);
    await page.locator(".panel").waitFor();
    if (panel === "c") await page.keyboard.type("Күн тартибин көрдүм,");
    await look(panel === "c" ? "chat" : "people");
    await person.press("Escape");
  }
  await lookAtMenus(person, { look });
  await lookAtDialogs(person, look);
  await person.press("w");
  await look("spotlight");
  await person.press("w");
  await asan.press("Escape"); // out of the chat
  await asan.press("d");
  await until(() => page.locator(".tile.is-main.is-screen video").count(), { what: "a screen" });
  await seesMoving(person, 4);
  await look("screen");
  await asan.press("d");
  await leave(person);
  await look("left");
}

async function seesMoving(person: ChromiumPerson, count: number): Promise<void> {
  await until(() => movingVideos(person, ".stage-tiles video"), {
    what: `${count} moving pictures`,
    ok: (moving) => moving >= count,
    timeout: 60_000,
  });
}

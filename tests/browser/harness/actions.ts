// What people do with the product, step by step, by the names they read on the screen.
import type { ChromiumPerson, ChromiumPersonOptions } from "./chromium.ts";
import type { Person } from "./person.ts";
import { until } from "./wait.ts";
import { wordsOf } from "./words.ts";

/** The switches that a person has in the lobby (not the screen) and in the call. */
export type Switch = "mic" | "cam" | "screen";

/** Opens a room's page and waits for its lobby. */
export async function openRoom(person: Person, room: string): Promise<void> {
  const t = await wordsOf(person.locale);
  await person.goto(`/r/${encodeURIComponent(room)}`);
  await until(() => person.sees("button", t("lobby.join")), { what: `${person.name}'s lobby` });
  await awake(person);
}

/** Waits until the page hears presses: the buttons that the server rendered are off until then. */
export async function awake(person: Person): Promise<void> {
  const asleep = () => document.querySelector("form button[type=submit]:disabled") !== null;
  await until(() => person.evaluate(asleep, null), {
    what: `the page of ${person.name} to wake up`,
    ok: (is) => !is,
    timeout: 30_000,
  });
}

/** Writes the person's name into the lobby. */
export async function fillName(person: Person, name: string = person.name): Promise<void> {
  const t = await wordsOf(person.locale);
  await person.fill(t("lobby.name"), name);
}

/** «Бөлмөгө кошулуу», then waits until the call's controls are there. */
export async function join(person: Person): Promise<void> {
  const t = await wordsOf(person.locale);
  await person.click("button", t("lobby.join"));
  await until(() => person.sees("button", t("call.leave")), { what: `${person.name} in the call` });
}

/** The whole way in: lobby, name, «Видеону баштоо» (unless `video` is false), join. */
export async function enterRoom(
  person: Person,
  room: string,
  { video = true }: { video?: boolean } = {},
): Promise<void> {
  await getReady(person, room, { video });
  await join(person);
}

/** All that comes before joining. */
async function getReady(
  person: Person,
  room: string,
  { video }: { video: boolean },
): Promise<void> {
  await openRoom(person, room);
  await fillName(person);
  if (video) await turn(person, "cam", true);
}

const NAMES = ["Асан", "Гүлнар", "Бектур", "Жамила", "Нурлан", "Айгүл"];

/**
 * So many people in the scene's room, with camera and microphone. All lobbies are opened before the
 * first one joins: loading a page beside a running call of many takes long on two cores.
 */
export async function enterAll<P extends Person, O extends object = ChromiumPersonOptions>(
  { newPerson, room }: { newPerson(options: O & { name: string }): Promise<P>; room: string },
  count: number,
  options: Omit<O, "name"> = {} as Omit<O, "name">,
): Promise<P[]> {
  const people: P[] = [];
  for (const name of NAMES.slice(0, count)) {
    const person = await newPerson({ ...options as O, name });
    await getReady(person, room, { video: true });
    people.push(person);
  }
  for (const person of people) await join(person);
  return people;
}

/** Leaves the call and waits for the page that says so. */
export async function leave(person: Person): Promise<void> {
  const t = await wordsOf(person.locale);
  await person.click("button", t("call.leave"));
  await until(() => person.sees("heading", t("left.h1")), { what: `${person.name} outside` });
}

/** True if the button offers to switch this off. */
export async function isOn(person: Person, what: Switch): Promise<boolean> {
  const t = await wordsOf(person.locale);
  return await person.sees("button", t(`${what}.off`));
}

/** True while a device is being opened: its switch is about to change by itself. */
function isBusy(person: Person): Promise<boolean> {
  return person.evaluate(() => document.querySelector("button[aria-busy=true]") !== null, null);
}

/** When a person last saw a switch turned. */
const turnedAt = new WeakMap<Person, number>();
/** Nobody reads what has just opened and presses again within this time, in milliseconds. */
const READING_MS = 500;

function isReading(person: Person): boolean {
  return performance.now() - (turnedAt.get(person) ?? -Infinity) < READING_MS;
}

/** Presses the switch unless it is so already, and waits until its name has changed. */
export async function turn(person: Person, what: Switch, on: boolean): Promise<void> {
  const t = await wordsOf(person.locale);
  const [press, then] = on ? ["on", "off"] as const : ["off", "on"] as const;
  let pressed = false;
  const done = async () => {
    if (await person.sees("button", t(`${what}.${then}`))) return true;
    if (pressed || isReading(person) || await isBusy(person)) return false;
    if (!(await person.sees("button", t(`${what}.${press}`)))) return false;
    await person.click("button", t(`${what}.${press}`));
    pressed = true;
    return false;
  };
  await until(done, { what: `${what} ${on ? "on" : "off"} at ${person.name}` });
  if (pressed) turnedAt.set(person, performance.now());
}

export async function openChat(person: Person): Promise<void> {
  const t = await wordsOf(person.locale);
  if (await person.sees("log", t("chat.log"))) return;
  await person.click("button", t("chat.open"));
  await until(() => person.sees("log", t("chat.log")), { what: `the chat of ${person.name}` });
}

export async function closeChat(person: Person): Promise<void> {
  const t = await wordsOf(person.locale);
  if (!await person.sees("log", t("chat.log"))) return;
  await person.evaluate((name) => {
    // Its own button: a notice above it may have one of the same name.
    const panel = document.querySelector("[role=log]")?.closest("aside");
    panel?.querySelector<HTMLElement>(`button[aria-label="${name}"]`)?.click();
  }, t("action.close"));
  await until(() => person.sees("log", t("chat.log")), {
    what: `no chat at ${person.name}`,
    ok: (open) => !open,
  });
}

/** Writes a message and waits until the sender's own log has it from the server. */
export async function say(person: Person, text: string): Promise<void> {
  const t = await wordsOf(person.locale);
  await openChat(person);
  await person.fill(t("chat.message"), text);
  await person.press("Enter");
  await until(() => chatLines(person), {
    what: `"${text}" in the chat of ${person.name}`,
    ok: (lines) =>
      lines.some((line) => line.includes(text)) &&
      !lines.some((line) => line.includes(t("chat.sending"))),
  });
}

/** The lines of the open chat as they are read, in order. */
export function chatLines(person: Person): Promise<string[]> {
  return person.evaluate(
    () =>
      // Not innerText: lines that are scrolled out of sight have none (content-visibility).
      [...document.querySelectorAll<HTMLElement>("[role=log] li")].map((line) => {
        const copy = line.cloneNode(true) as HTMLElement;
        for (const menu of copy.querySelectorAll(".chat-more, .menu")) menu.remove();
        return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
      }),
    null,
  );
}

/** What stands out in a form or beside a problem as the one thing to do next. */
export function primaryActions(person: Person): Promise<string[]> {
  return person.evaluate(
    () =>
      [...document.querySelectorAll<HTMLElement>(":is(form, .problem) .btn.primary")].filter((
        one,
      ) => one.checkVisibility()).map((one) => one.innerText.trim()),
    null,
  );
}

/** Names of the pictures on the stage: "Асан (сиз), микрофон өчүк". */
export function tiles(person: Person): Promise<string[]> {
  return person.evaluate(
    () =>
      [...document.querySelectorAll("main [data-member]:not([hidden])")].map((tile) =>
        tile.getAttribute("aria-label") ?? ""
      ),
    null,
  );
}

/** The number of participants that the screen states (lobby or call), or null if it states none. */
export async function shownCount(person: Person): Promise<number | null> {
  const t = await wordsOf(person.locale);
  const text = await person.text();
  if (text.includes(t("lobby.empty"))) return 0;
  for (let n = 60; n > 0; n--) {
    if (new RegExp(`(?<!\\d)${t("people.count", { n })}`).test(text)) return n;
    if (text.includes(t("lobby.count", { n }))) return n;
  }
  return null;
}

/** Waits until everybody's screen states this number of participants. */
export async function everybodyCounts(people: readonly Person[], n: number): Promise<void> {
  await until(() => Promise.all(people.map(shownCount)), {
    what: `${n} participants on every screen`,
    ok: (counts) => counts.every((count) => count === n),
  });
}

/** The seed's first step: sends a test message on /test and waits for the server's echo. */
export async function echo(person: Person, text: string): Promise<string> {
  const t = await wordsOf(person.locale);
  await person.goto("/test");
  await awake(person);
  await person.fill(t("test.message"), text);
  await person.click("button", t("test.send"));
  return await until(() => logText(person), {
    what: "the server's echo",
    ok: (log) => log.includes(t("test.echo", { text })),
  });
}

function logText(person: Person): Promise<string> {
  return person.evaluate(
    () => document.querySelector<HTMLElement>("[role=log]")?.innerText ?? "",
    null,
  );
}

/** Ends a shared screen as the browser's own bar does: the track ends, nobody pressed a button. */
export async function stopSharingFromBrowser(person: ChromiumPerson): Promise<void> {
  await person.evaluate(() => {
    for (const track of globalThis.__probe?.screens.at(-1)?.getTracks() ?? []) {
      track.stop(); // a page's own stop() is silent, so the event is made here
      track.dispatchEvent(new Event("ended"));
    }
  }, null);
}

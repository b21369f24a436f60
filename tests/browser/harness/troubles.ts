// The way past what goes wrong, and through a room that belongs to somebody, for whoever looks at it.
import type { T } from "@/i18n/messages.ts";
import { DEFAULT_ROOM_LIMIT } from "@/protocol/limits.ts";
import { Client } from "../../signaling/socket_kit.ts";
import { awake, enterRoom, fillName, openRoom } from "./actions.ts";
import type { ChromiumPerson } from "./chromium.ts";
import { until } from "./wait.ts";
import { wordsOf } from "./words.ts";

/** Who goes there, and who looks. */
export interface Walk {
  newPerson(options: { name: string }): Promise<ChromiumPerson>;
  /** Looks at somebody's screen as it is; the state names it. */
  look(person: ChromiumPerson, state: string): Promise<void>;
  /** A name that no other room has; some of these rooms have a longer one. */
  room: string;
}

/** Refused devices, no name, no server, no place left, and the same seat in two tabs. */
export async function lookAtTrouble(walk: Walk): Promise<void> {
  const person = await walk.newPerson({ name: "Гүлнар" });
  const t = await wordsOf(person.locale);
  await person.page.addInitScript(refuseDevices);
  await openRoom(person, walk.room);
  await person.click("button", t("cam.on"));
  await person.page.locator(".problem").first().waitFor();
  await walk.look(person, "lobby denied");
  await person.page.locator(".problem summary").first().click();
  await walk.look(person, "lobby steps");
  await person.click("button", t("lobby.join"));
  await person.page.locator("#name[aria-invalid=true]").waitFor();
  await walk.look(person, "lobby nameless");
  await fillName(person);
  await person.click("button", t("lobby.join"));
  await until(() => person.sees("button", t("call.leave")), { what: "the call" });
  person.guard.allow(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  await person.context.setOffline(true);
  await person.evaluate(() => globalThis.dispatchEvent(new Event("offline")), null);
  await person.page.locator(".banner").filter({ hasText: t("connection.reconnecting") }).waitFor();
  await walk.look(person, "call offline");
  await person.close();
  await lookAtFullRoom(walk);
  await lookAtTwoTabs(walk);
}

/** Runs in the page: whatever is asked for, the answer is no. */
function refuseDevices(): void {
  navigator.mediaDevices.getUserMedia = () =>
    Promise.reject(new DOMException("Permission denied", "NotAllowedError"));
  navigator.permissions.query = () =>
    Promise.resolve(Object.assign(new EventTarget(), { state: "denied" }) as PermissionStatus);
}

async function lookAtFullRoom({ newPerson, look, room }: Walk): Promise<void> {
  const full = `${room}-full`;
  const person = await newPerson({ name: "Гүлнар" });
  const t = await wordsOf(person.locale);
  await openRoom(person, full);
  const inside: Client[] = [];
  try {
    for (let place = 1; place <= DEFAULT_ROOM_LIMIT; place++) {
      const bot = await Client.connect(person.origin, { transports: ["websocket"] });
      inside.push(bot);
      await bot.join(full, { name: `${place}` });
    }
    await fillName(person);
    await person.click("button", t("lobby.join"));
    const sentence = t("problem.full.title", {
      count: DEFAULT_ROOM_LIMIT,
      limit: DEFAULT_ROOM_LIMIT,
    });
    await reads(person, sentence);
    await look(person, "lobby full");
  } finally {
    for (const bot of inside) bot.close();
    await person.close();
  }
}

async function lookAtTwoTabs({ newPerson, look, room }: Walk): Promise<void> {
  const person = await newPerson({ name: "Гүлнар" });
  const t = await wordsOf(person.locale);
  await enterRoom(person, `${room}-two`, { video: false });
  const opened = person.context.waitForEvent("page");
  await person.evaluate(() => void globalThis.open(location.href, "_blank"), null);
  const second = await opened;
  await second.getByRole("button", { name: t("lobby.join") }).click(); // a copy of a tab asks first
  await reads(person, t("problem.duplicate.title"));
  await look(person, "replaced");
  await person.context.close();
}

/** What a host decides, what somebody sees before the door, and how one is sent away. */
export async function lookAtOwnedRoom(walk: Walk): Promise<void> {
  const host = await walk.newPerson({ name: "Гүлнар" });
  const t = await wordsOf(host.locale);
  const link = await makeRoom(host, t);
  await openRoomDialog(host, t);
  await host.page.getByRole("switch", { name: t("people.lock") }).check();
  await walk.look(host, "room");
  await host.page.locator("#room-password").fill("ала-тоо");
  await host.click("button", t("host.password.set"));
  await reads(host, t("host.password.on"));
  await host.click("button", t("host.link"));
  await host.click("button", t("host.invite.make"));
  await host.page.locator("dialog .people li").waitFor();
  await walk.look(host, "room open to some");
  await host.press("Escape");

  const guest = await walk.newPerson({ name: "Асан" });
  await knock({ guest, link, walk, t });
  await host.page.locator(".banner").first().waitFor();
  await walk.look(host, "knock");
  await walk.look(guest, "waiting");
  await host.click("button", t("knock.admit"));
  await until(() => guest.sees("button", t("call.leave")), { what: "the guest in the call" });
  await host.press("p");
  await host.click("button", t("host.person", { name: guest.name }));
  await host.page.getByRole("menuitem", { name: t("host.mute") }).waitFor();
  await walk.look(host, "people menu");
  await host.click("menuitem", t("people.kick"));
  await reads(guest, t("problem.kicked.title"));
  await walk.look(guest, "removed");
  await host.press("Escape");
  await openRoomDialog(host, t);
  await host.click("button", t("host.end"));
  await host.click("button", t("host.end.sure"));
  await reads(host, t("problem.ended.title"));
  await walk.look(host, "ended");
  for (const person of [host, guest]) await person.close();
}

/** The path of a new room, with its key. Its host is in the call. */
async function makeRoom(host: ChromiumPerson, t: T): Promise<string> {
  await host.goto("/");
  await host.click("button", t("home.create"));
  await until(() => host.sees("button", t("lobby.join")), { what: "the lobby" });
  const hash = await until(() => host.evaluate(() => location.hash, null), {
    what: "the room's key in place of the host's",
    ok: (hash) => hash.startsWith("#k="),
  });
  const path = await host.evaluate(() => location.pathname, null);
  await fillName(host);
  await host.click("button", t("lobby.join"));
  await until(() => host.sees("button", t("call.leave")), { what: "the call" });
  return path + hash;
}

async function openRoomDialog(host: ChromiumPerson, t: T): Promise<void> {
  await host.page.locator("#more-menu").evaluate((menu) => (menu as HTMLElement).showPopover());
  await host.page.locator("#more-menu [role=menuitem]", { hasText: t("host.title") }).click();
  await host.page.locator("dialog[open]").waitFor();
}

/** Comes by the link to a locked room with a password. */
async function knock(
  { guest, link, walk, t }: { guest: ChromiumPerson; link: string; walk: Walk; t: T },
): Promise<void> {
  await guest.goto(link);
  await awake(guest);
  await fillName(guest);
  await guest.click("button", t("lobby.join"));
  const password = guest.page.locator("#password");
  await password.fill("башка");
  await walk.look(guest, "lobby password");
  await guest.click("button", t("lobby.join"));
  await reads(guest, t("problem.password.title"));
  await walk.look(guest, "lobby wrong password");
  await password.fill("ала-тоо");
  await guest.click("button", t("lobby.join"));
  await reads(guest, t("problem.locked.title"));
}

async function reads(person: ChromiumPerson, sentence: string): Promise<void> {
  await until(() => person.text(), { what: sentence, ok: (text) => text.includes(sentence) });
}

// A room that belongs to somebody: knock, let in, ask to mute, remove. With all pages in Kyrgyz.
import assert from "node:assert/strict";
import { fillName, isOn, join, primaryActions, tiles } from "./harness/actions.ts";
import type { ChromiumPerson } from "./harness/chromium.ts";
import type { Person } from "./harness/person.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";

const stage = setStage();

Deno.test(
  "41: whoever makes a room sets a password, opens its door, asks to mute, and removes",
  stage.scene(async ({ newPerson }) => {
    const host = await newPerson({ name: "Асан" });
    const link = await makeRoom(host);
    await host.click("button", "Катышуучуларды көрсөтүү");
    await host.click("button", "Бөлмөнү башкаруу");
    await host.page.getByRole("switch", { name: "Бөлмөнү кулпулоо" }).check();
    await host.page.getByLabel("Бөлмөнүн сырсөзү").fill("ала-тоо");
    await host.click("button", "Сырсөз коюу");
    await until(() => host.text(), {
      what: "the password to be set",
      ok: (text) => text.includes("Бөлмөнүн сырсөзү бар."),
    });
    await host.press("Escape");

    const guest = await newPerson({ name: "Гүлнар" });
    await guest.goto(link);
    await until(() => guest.sees("button", "Бөлмөгө кошулуу"), { what: "the guest's lobby" });
    await fillName(guest);
    await guest.click("button", "Бөлмөгө кошулуу");
    await guest.page.getByLabel("Бөлмөнүн сырсөзү").fill("башка");
    await guest.click("button", "Бөлмөгө кошулуу");
    await until(() => guest.text(), {
      what: "the wrong password to be told",
      ok: (text) => text.includes("Сырсөз туура эмес"),
    });
    await untilEqual(() => primaryActions(guest), ["Бөлмөгө кошулуу"], { what: "one way on" });
    await guest.page.getByLabel("Бөлмөнүн сырсөзү").fill("ала-тоо");
    await guest.click("button", "Бөлмөгө кошулуу");
    await until(() => guest.text(), {
      what: "the waiting screen",
      ok: (text) => text.includes("Бөлмө кулпуланган, уруксат күтүңүз"),
    });
    await until(() => host.text(), {
      what: "the knock",
      ok: (text) => text.includes("Гүлнар кирүүгө уруксат сурап жатат"),
    });
    await until(() => host.page.title(), { what: "a bell", ok: (title) => /^🔔1 /u.test(title) });
    await host.click("button", "Киргизүү");
    await until(() => guest.sees("button", "Чалуудан чыгуу"), { what: "the guest in the call" });
    await until(() => isOn(guest, "mic"), { what: "an open microphone" });
    for (const person of [host, guest]) await provenByKey(person);

    await host.click("button", "Гүлнар: башкаруу");
    await host.click("menuitem", "Микрофонду өчүрүүнү суроо");
    await until(() => isOn(guest, "mic"), { what: "the microphone to be off", ok: (on) => !on });
    await until(() => guest.text(), {
      what: "the guest to read who asked",
      ok: (text) => text.includes("Асан микрофонду өчүрүүнү суранды"),
    });

    await host.click("button", "Гүлнар: башкаруу");
    await host.click("menuitem", "Чыгаруу");
    await until(() => guest.text(), {
      what: "the guest to read it",
      ok: (text) => text.includes("Сизди чалуудан чыгарган: Асан"),
    });
    await untilEqual(() => primaryActions(guest), ["Башкы бет"], { what: "one way on" });
    await until(() => tiles(host), { what: "the host alone", ok: ({ length }) => length === 1 });
    await enterRoomRefused(guest, link);
  }),
);

Deno.test(
  "42: for one person alone a host takes a right, lowers the hand, and asks to speak",
  stage.scene(async ({ newPerson }) => {
    const host = await newPerson({ name: "Асан" });
    const link = await makeRoom(host);
    const guest = await newPerson({ name: "Гүлнар" });
    await guest.goto(link);
    await until(() => guest.sees("button", "Бөлмөгө кошулуу"), { what: "the guest's lobby" });
    await fillName(guest);
    await join(guest);
    await host.click("button", "Катышуучуларды көрсөтүү");

    const act = async (item: string) => {
      await host.click("button", "Гүлнар: башкаруу");
      await host.click("menuitem", item);
    };
    await until(() => isOn(guest, "cam"), { what: "the camera to be on" });
    await host.click("button", "Гүлнар: башкаруу");
    const right = host.page.getByRole("menuitemcheckbox", { name: "Видеону күйгүзүү" });
    await right.click();
    await until(() => right.getAttribute("aria-checked"), {
      what: "the right to be gone",
      ok: (checked) => checked === "false",
    });
    await host.press("Escape");
    await until(() => isOn(guest, "cam"), { what: "the camera to be off", ok: (on) => !on });
    await until(() => isOn(host, "cam"), { what: "the host's own camera to be on" });
    await until(() => guest.text(), {
      what: "the guest to read it",
      ok: (text) => text.includes("Бул бөлмөдө азыр уруксат жок: видео"),
    });

    await guest.click("button", "Кол көтөрүү");
    await until(() => host.sees("button", "Гүлнар: башкаруу"), { what: "the person's menu" });
    await until(async () => {
      await act("Колун түшүрүү");
      return true;
    }, { what: "the hand to be lowered" });
    await until(() => guest.sees("button", "Кол көтөрүү"), { what: "the hand to be down" });

    await until(() => isOn(guest, "mic"), { what: "an open microphone" });
    await act("Микрофонду өчүрүүнү суроо");
    await until(() => isOn(guest, "mic"), { what: "the microphone to be off", ok: (on) => !on });
    await act("Микрофонду күйгүзүүнү суроо");
    await until(() => guest.text(), {
      what: "the guest to be asked",
      ok: (text) => text.includes("Асан микрофонду күйгүзүүңүздү суранып жатат"),
    });
    assert.equal(await isOn(guest, "mic"), false);
    await guest.page.locator(".toast").getByRole("button", { name: "Микрофонду күйгүзүү" }).click();
    await until(() => isOn(guest, "mic"), { what: "the microphone to be on" });
  }),
);

/** The connection is made, and the screen says by what it is checked. */
async function provenByKey(person: Person): Promise<void> {
  await person.click("button", "Дагы");
  await person.click("menuitem", "Шифрлөө");
  await until(() => person.text(), {
    what: `${person.name} to read that everything is checked`,
    ok: (text) => text.includes("Баары шилтемедеги ачкыч менен текшерилди"),
  });
  await person.press("Escape");
}

async function enterRoomRefused(
  guest: Person,
  link: string,
): Promise<void> {
  await guest.goto(link);
  await until(() => guest.text(), {
    what: "the door to stay shut",
    ok: (text) => text.includes("Сизди чыгарышты"),
  });
}

/** «Жаңы бөлмө түзүү», and in: answers the link that the host hands on. */
async function makeRoom(host: ChromiumPerson): Promise<string> {
  await host.goto("/");
  await host.click("button", "Жаңы бөлмө түзүү");
  await until(() => host.sees("button", "Бөлмөгө кошулуу"), { what: "the lobby" });
  await until(() => host.evaluate(() => location.hash, null), {
    what: "the host's key to be taken out of the address",
    ok: (hash) => /^#k=[\w-]{22}$/.test(hash),
  });
  const link = await host.evaluate(() => location.pathname + location.hash, null);
  await fillName(host);
  await join(host);
  return link;
}

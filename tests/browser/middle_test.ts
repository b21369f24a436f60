// A server that sits in the middle of a call and ends its encryption: without the room's key it gets
// sound and picture and the four words tell; with the key it gets nothing at all.
import assert from "node:assert/strict";
import { fillName, join, tiles } from "./harness/actions.ts";
import type { ChromiumPerson } from "./harness/chromium.ts";
import { links } from "./harness/media.ts";
import { type MiddleMan, startMiddleMan } from "./harness/middle_man.ts";
import { installMiddle } from "./harness/middle_page.ts";
import { buildOnce, Server } from "./harness/server.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";

let playing: Promise<{ server: Server; man: MiddleMan }> | null = null;
const play = () =>
  playing ??= buildOnce().then(() => Server.start({ env: { TRUST_PROXY: "1" } }))
    .then((server) => ({ server, man: startMiddleMan(server) }));
const stage = setStage({ fakeDevice: "fps=10", origin: async () => (await play()).man.origin });
Deno.test.afterAll(async () => {
  const { server, man } = await play();
  await man.close();
  await server.stop();
});

Deno.test(
  "who ends the encryption in the middle is given away by the words, and gets nothing where there is a key",
  stage.scene(async ({ newPerson, room }) => {
    const { man } = await play();
    const middle = await newPerson({ name: "Орто" });
    await middle.goto("/offline/ky");
    await middle.evaluate(installMiddle, null);
    man.hands = {
      offer: (said) => middle.evaluate((one) => globalThis.__middle.offer(one), said),
      answer: (said) => middle.evaluate((one) => globalThis.__middle.answer(one), said),
      candidates: (said) => middle.evaluate((one) => globalThis.__middle.candidates(one), said),
    };
    const booty = () => middle.evaluate(() => globalThis.__middle.booty(), null);
    const people = await Promise.all(
      ["Асан", "Гүлнар"].map((name) => newPerson({ name, lightDevices: true })),
    );

    await enter(people, `/r/${encodeURIComponent(room)}`);
    const [mine, theirs] = people as [ChromiumPerson, ChromiumPerson];
    for (const person of people) {
      await until(() => links(person), {
        what: `a picture at ${person.name}, by way of the middle`,
        ok: (all) => all.some(({ inbound }) => inbound.some(({ frames }) => frames > 2)),
      });
    }
    await until(booty, {
      what: "the attack to work where nothing is checked",
      ok: ({ connected, frames }) => connected === 2 && frames > 0,
    });
    assert.notEqual(await words(mine), await words(theirs), "but the words are not the same");

    await middle.evaluate(installMiddle, null); // forgets what it had
    man.hasty = true;
    const swapped = man.swapped;
    await enter(people, `/r/${encodeURIComponent(room)}-2#k=${KEY}`);
    for (const person of people) {
      await until(() => tiles(person), {
        what: `${person.name} to see that it was stopped`,
        ok: (all) => all.some((label) => label.includes("Байланыш токтотулду")),
      });
      await until(() => person.text(), {
        what: `${person.name} to read why`,
        ok: (text) => text.includes("Байланышты бирөө алмаштырган: "),
      });
      assert.deepEqual((await links(person)).filter(({ state }) => state === "connected"), []);
    }
    assert.ok(man.swapped >= swapped + 2, "both were lied to");
    assert.deepEqual(await booty(), { connected: 0, frames: 0 });
  }),
);

/** Both at once: it takes less time, and who comes first is of no matter. */
async function enter(people: readonly ChromiumPerson[], path: string): Promise<void> {
  await Promise.all(people.map(async (person) => {
    await person.goto(path);
    await until(() => person.sees("button", "Бөлмөгө кошулуу"), { what: `${person.name}'s lobby` });
    await fillName(person);
    await join(person);
  }));
}

/** The four words that are to be compared. */
async function words(person: ChromiumPerson): Promise<string> {
  await person.click("button", "Дагы");
  await person.click("menuitem", "Шифрлөө");
  const text = await until(
    () => person.evaluate(() => document.querySelector(".safety-phrase")?.textContent ?? "", null),
    { what: `the words at ${person.name}`, ok: (shown) => shown !== "" },
  );
  await person.press("Escape");
  return text;
}

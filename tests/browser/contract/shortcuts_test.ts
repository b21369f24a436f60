// Rows 4 to 7, 25 and 44 of docs/contract.md: everything by keyboard, and no letter lost to a shortcut.
import assert from "node:assert/strict";
import { enterRoom, isOn, openChat } from "../harness/actions.ts";
import type { ChromiumPerson } from "../harness/chromium.ts";
import { devicesOn, hasFocus } from "../harness/ready.ts";
import { setStage } from "../harness/stage.ts";
import { until, untilEqual } from "../harness/wait.ts";

const stage = setStage();

/** A key as a Kyrgyz layout sends it: the place is the same, the letter is not. */
function pressPlace({ page }: ChromiumPerson, code: string, key: string): Promise<void> {
  return page.evaluate(([code, key]) => {
    const event = new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, [code, key] as const);
}

function muted(person: ChromiumPerson): Promise<boolean> {
  return person.sees("button", "Микрофонду күйгүзүү");
}

async function untilMuted(person: ChromiumPerson, wanted: boolean, what: string): Promise<void> {
  await until(() => muted(person), { what, ok: (is) => is === wanted });
}

Deno.test(
  "4: shortcuts go by the key's place, so they work on a Kyrgyz layout",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    await devicesOn(asan);
    await pressPlace(asan, "KeyM", "ь");
    await untilMuted(asan, true, "the microphone off by «ь»");
    await pressPlace(asan, "KeyV", "м");
    await until(() => isOn(asan, "cam"), { what: "the camera off", ok: (on) => !on });
    const opened: [string, string, string][] = [
      ["KeyC", "с", "Чат"],
      ["KeyP", "з", "Катышуучулар"],
    ];
    const hand = asan.page.getByRole("button", { name: "Кол көтөрүү" });
    await hand.focus();
    for (const [code, key, name] of opened) {
      await pressPlace(asan, code, key);
      await until(() => asan.page.getByRole("complementary", { name }).count(), { what: name });
      // The letter goes into the message by now, so the chat has another key for closing.
      if (name === "Чат") await asan.press("Escape");
      else await pressPlace(asan, code, key);
      await until(() => asan.page.getByRole("complementary").count(), {
        what: `${name} closed`,
        ok: (count) => count === 0,
      });
    }
    await hasFocus(hand, "what had it before");
    await pressPlace(asan, "KeyR", "к");
    await until(() => asan.sees("button", "Колду түшүрүү"), { what: "the hand up" });
    await pressPlace(asan, "KeyW", "ц");
    await until(() => asan.sees("button", "Торго которуу"), { what: "the spotlight" });
    await pressPlace(asan, "KeyE", "у");
    await until(() => asan.page.locator("#reactions:popover-open").count(), { what: "reactions" });
  }),
);

Deno.test(
  "5: letters in the chat are letters, and the space bar on a button presses the button",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room, { video: false });
    await devicesOn(asan);
    await asan.press("c");
    const switches = () =>
      asan.page.locator(".bar button").evaluateAll((all) =>
        all.map((one) => one.getAttribute("aria-label"))
      );
    await asan.page.locator(".chat-form textarea:focus").waitFor();
    const before = await switches();
    await asan.page.keyboard.type("mvdc rpw1?");
    const message = asan.page.getByRole("textbox", { name: "Билдирүү жазыңыз" });
    await untilEqual(() => message.inputValue(), "mvdc rpw1?", { what: "every letter" });
    assert.deepEqual(await switches(), before, "nothing else moved");
    await asan.page.getByRole("button", { name: "Кол көтөрүү" }).focus();
    await asan.press("Space");
    await until(() => asan.sees("button", "Колду түшүрүү"), { what: "the hand up" });
  }),
);

Deno.test(
  "6: holding the space bar talks, and nothing leaves the microphone open",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    await asan.click("button", "Микрофонду өчүрүү");
    await untilMuted(asan, true, "muted");
    await asan.page.locator("#main").focus();
    const { keyboard } = asan.page;
    await keyboard.down("Space");
    await untilMuted(asan, false, "live while held");
    await keyboard.up("Space");
    await untilMuted(asan, true, "muted after letting go");
    await keyboard.down("Space");
    await untilMuted(asan, false, "live again");
    await asan.evaluate(() => globalThis.dispatchEvent(new Event("blur")), null);
    await untilMuted(asan, true, "muted when the window loses the focus");
    await keyboard.up("Space");
    await keyboard.down("Space");
    await untilMuted(asan, false, "live a third time");
    await pressPlace(asan, "KeyM", "m");
    await untilMuted(asan, true, "a decision to mute wins");
    await keyboard.up("Space");
    await untilMuted(asan, true, "and stays");
  }),
);

Deno.test(
  "7: with single keys switched off no letter does anything",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.page.addInitScript(() =>
      localStorage.setItem("juz:settings", JSON.stringify({ keys: false }))
    );
    await enterRoom(asan, room);
    await devicesOn(asan);
    for (
      const [code, key] of [["KeyM", "m"], ["KeyC", "c"], ["KeyR", "r"], ["KeyV", "v"]] as const
    ) {
      await pressPlace(asan, code, key);
    }
    await asan.evaluate(() => new Promise((done) => requestAnimationFrame(done)), null);
    assert.equal(await isOn(asan, "mic"), true);
    assert.equal(await isOn(asan, "cam"), true);
    assert.equal(await asan.sees("button", "Колду түшүрүү"), false);
    assert.equal(await asan.page.getByRole("complementary").count(), 0);
  }),
);

for (
  const [locale, title] of [
    ["ky", "Ыкчам баскычтар"],
    ["ru", "Горячие клавиши"],
    ["en", "Keyboard shortcuts"],
  ] as const
) {
  Deno.test(
    `44: «?» lists every key (${locale})`,
    stage.scene(async ({ newPerson, room }) => {
      const person = await newPerson({ name: "Асан", locale });
      await enterRoom(person, room, { video: false });
      await person.page.keyboard.press("?");
      const dialog = person.page.getByRole("dialog", { name: title });
      await dialog.waitFor();
      const keys = ["M", "V", "D", "C", "P", "R", "W", "S", "I", "E", "F6", "Esc"];
      await until(() => dialog.innerText(), {
        what: keys.join(),
        ok: (text) => keys.every((key) => text.split(/\s+/).includes(key)),
      });
      await person.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }),
  );
}

Deno.test(
  "25: Tab goes from the skip link over head, stage and bar to the panel; F6 jumps; dialogs give the focus back",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room, { video: false });
    await openChat(asan);
    await asan.page.locator(".skip").focus();
    const regionOf = () =>
      asan.evaluate(() => {
        const names = [".skip", ".call-header", "#main", ".bar", ".panel"];
        return names.find((name) => document.activeElement?.closest(name)) ?? "";
      }, null);
    const visited = [await regionOf()];
    for (let press = 0; press < 16; press++) {
      await asan.press("Tab");
      const region = await regionOf();
      if (visited.at(-1) !== region) visited.push(region);
    }
    assert.deepEqual(visited.slice(0, 5), [".skip", ".call-header", "#main", ".bar", ".panel"]);
    const jumps: string[] = [];
    for (let press = 0; press < 4; press++) {
      const before = await regionOf();
      await asan.press("F6");
      jumps.push(await until(regionOf, { what: "a jump", ok: (now) => now !== before }));
    }
    assert.deepEqual(new Set(jumps), new Set([".call-header", "#main", ".bar", ".panel"]));
    const invite = asan.page.getByRole("button", { name: "Чакыруу" });
    await invite.focus();
    await asan.press("Enter");
    const dialog = asan.page.getByRole("dialog", { name: "Чакыруу" });
    await dialog.waitFor();
    for (let press = 0; press < 8; press++) {
      await asan.press("Tab");
      const inside = await asan.evaluate(
        () =>
          document.activeElement?.closest("dialog") !== null ||
          document.activeElement === document.body,
        null,
      );
      assert.ok(inside, "the focus stays in the dialog");
    }
    await asan.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await hasFocus(invite, "the button of the dialog");
  }),
);

Deno.test(
  "after Escape the focus is on the button that opened the menu, by mouse and by key",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    for (const id of ["mic-menu", "cam-menu", "more-menu"]) {
      const button = asan.page.locator(`[popovertarget="${id}"]`);
      const items = asan.page.locator(`#${id} [role^=menuitem]`);
      for (const open of [() => button.click(), () => button.press("Enter")]) {
        await open();
        await until(() => asan.page.locator(`#${id} [role^=menuitem]:focus`).count(), {
          what: `the focus in ${id}`,
        });
        await asan.press("Escape");
        await until(() => items.count(), { what: `${id} closed`, ok: (count) => count === 0 });
        await hasFocus(button, `the button of ${id}`);
      }
    }
  }),
);

Deno.test(
  "the cross of a panel gives the focus back to what opened the panel",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room);
    const panel = asan.page.locator(".panel");
    const hand = asan.page.getByRole("button", { name: "Кол көтөрүү" });
    for (const key of ["c", "p"]) {
      await hand.focus();
      await asan.press(key);
      await panel.getByRole("button", { name: "Жабуу" }).press("Enter");
      await panel.waitFor({ state: "detached" });
      await hasFocus(hand, `what had it before ${key}`);
    }
  }),
);

// Rows 11, 12, 24, 36, 37 and 38 of docs/contract.md: what one is told, once and in time.
import assert from "node:assert/strict";
import { crowding } from "../../hostile/server_health.ts";
import { chatLines, enterRoom, openChat } from "../harness/actions.ts";
import type { ChromiumPerson } from "../harness/chromium.ts";
import { comeToRest } from "../harness/rest.ts";
import { setStage } from "../harness/stage.ts";
import { pause, until, untilEqual } from "../harness/wait.ts";

// The pages make voices of their own, and that before anybody has pressed anything.
const stage = setStage({ flags: ["--autoplay-policy=no-user-gesture-required"] });

/** Writes down what the live region says, from now on. */
async function listen({ page }: ChromiumPerson): Promise<() => Promise<string[]>> {
  const region = page.locator("[aria-live=polite].visually-hidden").first();
  await region.evaluate((region) => { // once it is there
    const said: string[] = [];
    Object.assign(globalThis, { __said: said });
    new MutationObserver(() => region.textContent && said.push(region.textContent))
      .observe(region, { childList: true, subtree: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { __said: string[] }).__said);
}

/** Counts the sounds that the page starts: each has its own gain at its end. */
async function countSounds({ page }: ChromiumPerson): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    let sounds = 0;
    const real = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode) sounds++;
      return real.apply(this, to as Parameters<typeof real>);
    } as typeof real;
    Object.defineProperty(globalThis, "__sounds", { get: () => sounds });
  });
  return () => page.evaluate(() => (globalThis as unknown as { __sounds: number }).__sounds);
}

Deno.test(
  "11: who comes late reads what was said before, in order, and a lost line loses and doubles nothing",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const bot = await newBot("Гүлнар");
    const asan = await newPerson({ name: "Асан" });
    const say = (n: number) => bot.ask("chat:send", { id: `line-${n}`, text: `сөз ${n}.` });
    for (let n = 0; n < 40; n++) await say(n);
    await enterRoom(asan, room, { video: false });
    await openChat(asan);
    const words = async () =>
      (await chatLines(asan)).flatMap((line) => /сөз (\d+)\./.exec(line)?.[1] ?? []).map(Number);
    const all = (count: number) => Array.from({ length: count }, (_, n) => n);
    await untilEqual(words, all(40), { what: "40 lines in order" });
    asan.guard.allow(/ERR_INTERNET_DISCONNECTED|WebSocket/);
    await asan.context.setOffline(true);
    for (let n = 40; n < 60; n++) await say(n);
    await asan.context.setOffline(false);
    const seen = await until(words, { what: "60 lines", ok: (list) => list.length >= 60 });
    assert.deepEqual(seen, all(60));
  }),
);

Deno.test(
  "12: who reads earlier messages stays where they are, and is told how many are new",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const bot = await newBot("Гүлнар");
    const asan = await newPerson({ name: "Асан" });
    for (let n = 0; n < 40; n++) await bot.ask("chat:send", { id: `a-${n}`, text: `сөз ${n}` });
    await enterRoom(asan, room, { video: false });
    await openChat(asan);
    const log = asan.page.locator("[role=log]");
    const chip = asan.page.locator(".chat-chip");
    const top = () => log.evaluate((element) => element.scrollTop);
    const rest = () => log.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight);
    await until(async () => await rest() <= 1 && await top() > 300, {
      what: "the end of a long chat",
    });
    await log.evaluate((element) => element.scrollTop -= 300);
    await chip.waitFor();
    const before = await top();
    for (let n = 0; n < 3; n++) await bot.ask("chat:send", { id: `b-${n}`, text: `жаңы ${n}` });
    await until(() => chip.innerText(), { what: "3 new", ok: (text) => text.includes("3 жаңы") });
    assert.ok(Math.abs(await top() - before) <= 1, `${before} → ${await top()}`);
    await chip.click();
    await chip.waitFor({ state: "detached" });
    await until(rest, { what: "the end of the chat", ok: (px) => px <= 1 });
  }),
);

Deno.test(
  "24: screen readers hear who joins, within 1.5 s, and five who come at once in one sentence",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await enterRoom(asan, room, { video: false });
    const said = await listen(asan);
    const start = performance.now();
    await newBot("Гүлнар");
    const heard = await until(said, {
      what: "an announcement",
      ok: (list) => list.length > 0,
      every: 20,
    });
    const ms = performance.now() - start;
    assert.ok(ms < 1_500 * crowding(), `${ms} ms`);
    assert.deepEqual(heard, ["Гүлнар кошулду"]);
    await Promise.all(["1", "2", "3", "4", "5"].map((name) => newBot(name)));
    await until(said, { what: "five", ok: (list) => list.at(-1) === "5 адам кошулду" });
    const toasts = await until(() => asan.page.locator(".toast").allInnerTexts(), {
      what: "a toast for the five, and for the one before if it is still there",
      ok: (texts) => texts.some((text) => /[56] адам кошулду/.test(text)),
    });
    assert.equal(toasts.length, 1, "one toast, too");
  }),
);

Deno.test(
  "36: ten people who leave at once make one sound, and a room of more than eight makes none",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    const sounds = await countSounds(asan);
    await enterRoom(asan, room, { video: false });
    const bots = await Promise.all(["1", "2", "3", "4", "5"].map((name) => newBot(name)));
    await until(() => asan.text(), { what: "six", ok: (text) => text.includes("6 катышуучу") });
    await until(sounds, { what: "somebody heard to join" });
    await pause(600); // the pause between two sounds
    const before = await sounds();
    await Promise.all(bots.map((bot) => bot.ask("room:leave", { mayReturn: false })));
    await until(() => asan.text(), { what: "one", ok: (text) => text.includes("1 катышуучу") });
    await until(sounds, { what: "a sound", ok: (count) => count > before });
    assert.equal(await sounds(), before + 1);
  }),
);

Deno.test(
  "37: a microphone that hears nothing is said between 5 and 7 s; a muted one is silent for good",
  stage.scene(async ({ newPerson, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.page.addInitScript(() => {
      const { mediaDevices } = navigator;
      const real = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        if (!constraints?.audio) return await real(constraints);
        const context = new AudioContext();
        return context.createMediaStreamDestination().stream; // a track of zeros
      };
    });
    await enterRoom(asan, room);
    const start = performance.now();
    await until(() => asan.text(), {
      what: "the hint",
      ok: (text) => text.includes("Микрофондон үн келбей жатат"),
      every: 50,
    });
    const after = performance.now() - start;
    assert.ok(after > 3_000 && after < 8_000 * crowding(), `${after} ms after joining`);
  }),
);

Deno.test(
  "38: a raised hand goes down after three seconds of speech, and can be kept up; hands queue by time",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан" });
    await asan.page.addInitScript(() => {
      const { mediaDevices } = navigator;
      const real = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        if (!constraints?.audio) return await real(constraints);
        const context = new AudioContext();
        const voice = context.createOscillator();
        const end = context.createMediaStreamDestination();
        voice.connect(end);
        voice.start();
        return end.stream; // somebody who speaks without a pause
      };
    });
    const gulnar = await newBot("Гүлнар");
    await enterRoom(asan, room);
    await gulnar.ask("member:hand", { up: true });
    await asan.click("button", "Кол көтөрүү");
    await asan.click("button", "Катышуучуларды көрсөтүү");
    await until(() => asan.page.locator(".person").allInnerTexts(), {
      what: "the queue",
      ok: (rows) =>
        rows.length === 2 && rows.every((row) => row.includes("кол көтөрдү")) &&
        rows[0]?.includes("Гүлнар") === true,
    });
    await until(() => asan.sees("button", "Кол көтөрүү"), { what: "the hand down" });
    await asan.click("button", "Колду калтыруу");
    await until(() => asan.sees("button", "Колду түшүрүү"), { what: "the hand up again" });
  }),
);

Deno.test(
  "on a phone messages that come up lie over nothing of an open panel",
  stage.scene(async ({ newPerson, newBot, room }) => {
    const asan = await newPerson({ name: "Асан", viewport: { width: 320, height: 568 } });
    const bot = await newBot("Гүлнар");
    await enterRoom(asan, room, { video: false });
    await openChat(asan);
    await bot.ask("chat:send", { id: "a", text: "салам" });
    await until(() => chatLines(asan), { what: "a line", ok: (lines) => lines.length > 0 });
    for (const viewport of [{ width: 320, height: 568 }, { width: 640, height: 360 }]) {
      await asan.page.setViewportSize(viewport);
      await bot.ask("member:hand", { up: true });
      await asan.page.locator(".toast").first().waitFor();
      await comeToRest(asan);
      await untilEqual(() => asan.evaluate(coveredParts, null), [], { what: "nothing covered" });
      await asan.page.locator(".toast button").first().click();
      await asan.page.locator(".toast").first().waitFor({ state: "detached" });
      await bot.ask("member:hand", { up: false });
    }
    const height = async () => (await asan.page.locator(".panel").boundingBox())?.height;
    await untilEqual(height, 360, { what: "a panel in the whole window, without a message" });
  }),
);

/** Runs in the page: what of the panel lies under a toast, or out of the window. */
function coveredParts(): string[] {
  const toasts = [...document.querySelectorAll(".toast")].map((one) => one.getBoundingClientRect());
  const parts = document.querySelectorAll(".panel-header, .chat-log, .chat-form");
  return [...parts].flatMap((part) => {
    const { top, bottom, height } = part.getBoundingClientRect();
    const isFree = toasts.every((toast) => toast.bottom <= top || toast.top >= bottom);
    return isFree && height > 0 && top >= 0 && bottom <= innerHeight ? [] : [part.className];
  });
}

// What people type is text: 150 strings of markup in every place that shows it, in a real browser.
import assert from "node:assert/strict";
import { personName } from "@/protocol/names.ts";
import { enterRoom, openChat } from "./harness/actions.ts";
import type { ChromiumPerson } from "./harness/chromium.ts";
import { MARKUP_TEXTS } from "./harness/markup.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";

const stage = setStage({
  devices: "none",
  server: { env: { ADDRESS_LIMIT: "0", CHAT_HISTORY: "1000", ROOM_LIMIT: "50" } },
});
const AT_ONCE = 40;

/** The page runs nothing but its own: `guards.ts` notes dialogs, CSP reports, strangers and errors. */
Deno.test(
  "150 strings of markup as names, messages, replies, lines and notices run nothing and are read as they are",
  stage.scene(async ({ newPerson, newBot, room }) => {
    assert.ok(new Set(MARKUP_TEXTS).size >= 150);
    const victim = await newPerson({ name: "Асан" });
    await enterRoom(victim, room, { video: false });
    const names = [...new Set(MARKUP_TEXTS.flatMap((text) => personName(text) ?? []))];
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const some = names.slice(at, at + AT_ONCE);
      const bots = await Promise.all(some.map((name) => newBot(name)));
      await until(() => shown(victim, "main [data-member]"), {
        what: "all names on the stage",
        ok: (labels) => some.every((name) => labels.some((label) => label.includes(name))),
      });
      for (const bot of bots) {
        await bot.ask("room:leave", { mayReturn: false });
        bot.close();
      }
    }
    await openChat(victim);
    const bot = await newBot("bot");
    for (const [n, text] of MARKUP_TEXTS.entries()) {
      const id = `line-${n}`;
      const replyTo = n === 0 ? {} : { replyTo: `line-${n - 1}` };
      await until(() => bot.ask("chat:send", { id, text, ...replyTo }), {
        what: "the message to be taken",
        ok: (answer) => answer.ok,
      });
    }
    const texts = await until(() => shown(victim, ".chat-text"), {
      what: "all messages",
      ok: ({ length }) => length >= MARKUP_TEXTS.length,
    });
    const quoted = MARKUP_TEXTS.map((text, n) =>
      n === 0 ? text : `bot${MARKUP_TEXTS[n - 1]}${text}`
    );
    assert.deepEqual(texts.slice(-MARKUP_TEXTS.length), quoted);
    const untold = async () => {
      const log = (await shown(victim, "[role=log] li")).join();
      return names.filter((name) => !log.includes(name));
    };
    await untilEqual(untold, [], { what: "a line for each name that joined" });
    assert.equal(await foreignElements(victim), 0);
    const named = async () => (await victim.page.title()).replace(/^(?:\(\d+\) )?👥 \d+ · /u, "");
    await untilEqual(named, `${room} — Жүз`, { what: "the tab to name the room alone" });
  }),
);

Deno.test(
  "strings of markup in the address run nothing and come back as they are",
  stage.scene(async ({ newPerson, origin }) => {
    const victim = await newPerson({ name: "Асан" });
    victim.guard.allow(/console: .*400 \(Bad Request\)/, /console: .*net::ERR_FAILED/);
    // Looks and scripts are of no matter here, and take most of the time.
    await victim.page.route(
      "**/*",
      (route) => route.request().resourceType() === "document" ? route.continue() : route.abort(),
    );
    const some = MARKUP_TEXTS.filter((_, n) => n % 4 === 0); // each takes a whole page
    for (const text of some) {
      const typed = `://${text}`; // no link of ours, so the form comes back with it
      const query = new URLSearchParams({ room: typed, lang: text, theme: text });
      await victim.page.goto(`${origin}/?${query}`, { waitUntil: "domcontentloaded" });
      await untilEqual(() => victim.page.inputValue("#room"), typed, { what: "what was typed" });
    }
    const odd = MARKUP_TEXTS.filter((text) => text.includes("<"));
    for (const text of odd) {
      for (const path of ["/r/", "/?room=%3A%2F%2F"]) {
        const answer = await fetch(`${origin}${path}${encodeURIComponent(text)}`);
        assert.ok(!(await answer.text()).includes(text), text);
      }
    }
  }),
);

function shown(person: ChromiumPerson, selector: string): Promise<string[]> {
  return person.evaluate(
    (where) =>
      [...document.querySelectorAll(where)].map((element) =>
        element.getAttribute("aria-label") ?? element.textContent ?? ""
      ),
    selector,
  );
}

/** Elements that none of our pages has; its own frames show nothing, and come from nowhere. */
function foreignElements(person: ChromiumPerson): Promise<number> {
  return person.evaluate(
    () =>
      document.querySelectorAll(
        "iframe:is([src], [srcdoc], :not([hidden])), base, body img[src=x], math, [onerror], [onload]",
      ).length,
    null,
  );
}

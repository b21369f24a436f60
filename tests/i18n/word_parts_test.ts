// A browser gets the first words with the page and the others with the first part that comes later.
import assert from "node:assert/strict";
import type * as Messages from "@/i18n/messages.ts";

const FILES: Record<string, object> = {
  "/gen/messages-ky.json": { "lobby.join": "Кошулуу" },
  "/gen/more-messages-ky.json": { "host.end": "Бүтүрүү" },
  "/gen/messages-ru.json": { "lobby.join": "Войти" },
  "/gen/more-messages-ru.json": { "host.end": "Завершить" },
};

/** The module as a page of its own has it, and what the page has asked for. */
async function openPage() {
  const asked: string[] = [];
  /** What an answer waits for. */
  let gate: Promise<void> = Promise.resolve();
  let answer: (file: object | undefined) => Response = (file) => Response.json(file);
  const link = {
    href: "/gen/messages-ky.json?hash=1",
    dataset: { more: "/gen/more-messages-ky.json?hash=2" },
  };
  const querySelector = (selector: string) => selector.includes("messages-ky") ? link : null;
  const fetch = async (path: string) => {
    asked.push(path);
    await gate;
    const file = FILES[path.split("?")[0] ?? ""];
    return answer(file);
  };
  Object.assign(globalThis, { document: { querySelector }, fetch });
  const fresh = new URL(`../../i18n/messages.ts?page=${crypto.randomUUID()}`, import.meta.url).href;
  const messages: typeof Messages = await import(fresh);
  return {
    ...{ messages, asked },
    hold: (until: Promise<void>) => void (gate = until),
    answerWith: (made: typeof answer) => void (answer = made),
  };
}

Deno.test("the first words come alone, the others once they are wanted, each under its hash and once", async () => {
  const { messages, asked } = await openPage();
  await messages.loadMessages("ky");
  assert.deepEqual(asked, ["/gen/messages-ky.json?hash=1"]);
  const t = messages.translator("ky");
  assert.equal(t("lobby.join"), "Кошулуу");
  await messages.loadAllMessages();
  await messages.loadAllMessages();
  assert.deepEqual(asked.slice(1), ["/gen/more-messages-ky.json?hash=2"]);
  assert.equal(t("host.end"), "Бүтүрүү", "the translator that is in use already");
});

Deno.test("a language chosen after that comes whole", async () => {
  const { messages } = await openPage();
  await messages.loadMessages("ky");
  await messages.loadAllMessages();
  await messages.loadMessages("ru");
  assert.equal(messages.translator("ru")("host.end"), "Завершить");
});

Deno.test("a language chosen before has its other words, too", async () => {
  const { messages } = await openPage();
  await messages.loadMessages("ky");
  await messages.loadMessages("ru");
  await messages.loadAllMessages();
  assert.equal(messages.translator("ru")("host.end"), "Завершить");
});

Deno.test("a language that is on its way when the others are wanted does not come with its first words alone", async () => {
  const { messages, hold } = await openPage();
  await messages.loadMessages("ky");
  const gate = Promise.withResolvers<void>();
  hold(gate.promise);
  const switching = messages.loadMessages("ru");
  const loading = messages.loadAllMessages();
  gate.resolve();
  await Promise.all([switching, loading]);
  assert.equal(messages.translator("ru")("host.end"), "Завершить");
});

Deno.test("words that the server does not give are an error that a part waits for, and come later", async () => {
  const { messages, answerWith } = await openPage();
  await messages.loadMessages("ky");
  answerWith(() => new Response("", { status: 404 }));
  await assert.rejects(messages.loadAllMessages(), TypeError);
  answerWith(() => new Response("<h1>Sign in to this Wi-Fi</h1>"));
  await assert.rejects(messages.loadAllMessages(), TypeError);
  answerWith((file) => Response.json(file));
  await messages.loadAllMessages();
  assert.equal(messages.translator("ky")("host.end"), "Бүтүрүү");
});

Deno.test("a text that a server of another version has no more does not break the page", async () => {
  const { messages } = await openPage();
  await messages.loadMessages("ky");
  await messages.loadAllMessages();
  assert.equal(messages.translator("ky")("lobby.h1"), "lobby.h1");
});

// One message and what can be done with it, in each state and language.
import assert from "node:assert/strict";
import type { Message } from "@/call/mod.ts";
import { ChatMessage } from "@/components/chat/ChatMessage.tsx";
import { ChatText } from "@/components/chat/ChatText.tsx";
import { MessageItems, MessageMenu } from "@/components/chat/MessageMenu.tsx";
import type { T } from "@/i18n/messages.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";
import { context, message } from "./samples.ts";

function line(t: T, changes: Partial<Message> = {}, { own = false, first = true } = {}) {
  const intents = new Intents();
  const page = show(
    <ChatMessage message={message(changes)} own={own} first={first} {...context(t, intents)} />,
  );
  return { page, intents };
}

inEachLanguage("the first message in a row carries its author, the next ones do not", (t) => {
  line(t).page.reads("Асан", "Салам");
  line(t, {}, { own: true }).page.reads(t("tile.you"));
  line(t, {}, { first: false }).page.lacks("Асан");
});

inEachLanguage("a message is deleted, edited, a reply, or has a warning", (t) => {
  const { page: gone } = line(t, { text: null });
  gone.reads(t("chat.deleted"));
  assert.ok(!gone.has("button", t("chat.more", { name: "Асан" })), "nothing to do with it");
  line(t, { edited: true }).page.reads(t("chat.edited"));
  line(t, { replyTo: { id: "0", name: "Үсөн", text: "Кандай?" } }).page.reads("Үсөн", "Кандай?");
  line(t, { replyTo: { id: "0", name: "Үсөн", text: null } }).page.reads(t("chat.deleted"));
  line(t, { warnings: ["older"] }).page.reads(t("chat.warning.older"));
  line(t, { warnings: ["changed"] }).page.reads(t("chat.warning.changed"));
});

inEachLanguage("a press on a reaction adds one's own, or takes it back", (t) => {
  for (const by of [{ id: "b", name: "Асан" }, { id: "me", name: "Айгүл" }]) {
    const { page, intents } = line(t, { reactions: [{ reaction: "heart", by: [by] }] });
    const name = t("chat.reactions", { reaction: t("react.heart"), n: 1 });
    const mine = by.id === "me";
    assert.equal(page.state("button", name)["aria-pressed"], String(mine));
    assert.equal(page.state("button", name).title, by.name);
    page.press("button", name);
    intents.were(["react", "1", "heart", !mine]);
  }
});

function items(t: T, changes: { own?: boolean; moderates?: boolean; message?: Message } = {}) {
  const intents = new Intents();
  const props = { message: message(), own: false, ...context(t, intents), ...changes };
  return { page: show(<MessageItems text="Салам" {...props} />), intents };
}

inEachLanguage("what can be done with a message stands in a menu named by its author", (t) => {
  const closed = show(
    <MessageMenu message={message()} text="Салам" own={false} {...context(t, new Intents())} />,
  );
  const label = t("chat.more", { name: "Асан" });
  assert.equal(closed.state("button", label).popovertarget, closed.state("menu", label).id);
  const { page, intents } = items(t);
  assert.deepEqual(page.names("menuitem"), [t("chat.reply"), t("chat.copy")]);
  page.press("menuitem", t("chat.reply"));
  intents.were(["reply", "1", { name: "Асан", quote: "Салам" }]);
});

inEachLanguage("authors edit and delete their message, moderators delete any", (t) => {
  const author = items(t, { own: true });
  author.page.press("menuitem", t("chat.edit"));
  author.page.press("menuitem", t("chat.delete"));
  author.intents.were(["edit", "1", "Салам"], ["delete", "1"]);
  const moderator = items(t, { moderates: true });
  assert.ok(!moderator.page.has("menuitem", t("chat.edit")));
  moderator.page.press("menuitem", t("chat.delete"));
  moderator.intents.were(["delete", "1"]);
});

inEachLanguage("the menu's reactions show which are one's own, and switch them", (t) => {
  const reactions: Message["reactions"] = [{ reaction: "heart", by: [{ id: "me", name: "Мен" }] }];
  const { page, intents } = items(t, { message: message({ reactions }) });
  const name = (reaction: "heart" | "clap") =>
    t("chat.react", { reaction: t(`react.${reaction}`) });
  assert.equal(page.state("menuitemcheckbox", name("heart"))["aria-checked"], "true");
  assert.equal(page.state("menuitemcheckbox", name("clap"))["aria-checked"], "false");
  page.press("menuitemcheckbox", name("heart"));
  page.press("menuitemcheckbox", name("clap"));
  intents.were(["react", "1", "heart", false], ["react", "1", "clap", true]);
});

Deno.test("links open in a new tab and tell nobody where from", () => {
  const page = show(<ChatText text="көр: https://juz.example/a <b>" />);
  const link = page.state("link", "https://juz.example/a");
  assert.equal(link.target, "_blank");
  assert.ok(link.rel?.includes("noreferrer"));
  page.reads("<b>");
});

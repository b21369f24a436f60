// Messages of the chat and what stands around them, in each state and language.
import assert from "node:assert/strict";
import { Call, type Message, nullPorts } from "@/call/mod.ts";
import { ChatBlock } from "@/components/chat/ChatBlock.tsx";
import { ChatComposer } from "@/components/chat/ChatComposer.tsx";
import { ChatEmpty } from "@/components/chat/ChatEmpty.tsx";
import { ChatLog } from "@/components/chat/ChatLog.tsx";
import { ChatMessage } from "@/components/chat/ChatMessage.tsx";
import { ChatPanel } from "@/components/chat/ChatPanel.tsx";
import { ChatText } from "@/components/chat/ChatText.tsx";
import { MessageMenu } from "@/components/chat/MessageMenu.tsx";
import { PendingMessage } from "@/components/chat/PendingMessage.tsx";
import { Typing } from "@/components/chat/Typing.tsx";
import type { T } from "@/i18n/messages.ts";
import { inEachLanguage, show } from "../kit/mod.ts";

function message(changes: Partial<Message> = {}): Message {
  return {
    kind: "message",
    id: "1",
    from: { id: "b", name: "Асан" },
    at: 1_700_000_000_000,
    text: "Салам https://juz.example",
    edited: false,
    replyTo: null,
    reactions: [],
    ...changes,
  };
}

function line(t: T, changes: Partial<Message> = {}, { own = false, first = true } = {}) {
  const call = new Call("room1", nullPorts());
  return show(<ChatMessage message={message(changes)} {...{ own, first, call, t }} />);
}

inEachLanguage("the first message in a row carries its author, the next ones do not", (t) => {
  line(t).reads("Асан", "Салам");
  line(t, {}, { own: true }).reads(t("tile.you"));
  line(t, {}, { first: false }).lacks("Асан");
});

inEachLanguage("a message is deleted, edited, an answer, or has a warning", (t) => {
  const gone = line(t, { text: null });
  gone.reads(t("chat.deleted"));
  assert.ok(!gone.has("button", t("chat.more", { name: "Асан" })), "nothing to do with it");
  line(t, { edited: true }).reads(t("chat.edited"));
  line(t, { replyTo: { id: "0", name: "Үсөн", text: "Кандай?" } }).reads("Үсөн", "Кандай?");
  line(t, { replyTo: { id: "0", name: "Үсөн", text: null } }).reads(t("chat.deleted"));
  line(t, { warnings: ["older"] }).reads(t("chat.warning.older"));
});

inEachLanguage("reactions say how many, and whether one's own is among them", (t) => {
  const page = line(t, { reactions: [{ reaction: "heart", by: [{ id: "b", name: "Асан" }] }] });
  const name = t("chat.reactions", { reaction: t("react.heart"), n: 1 });
  assert.equal(page.state("button", name)["aria-pressed"], "false");
  assert.equal(page.state("button", name).title, "Асан");
});

inEachLanguage("what can be done with a message stands in a menu named by its author", (t) => {
  const call = new Call("room1", nullPorts());
  const page = show(<MessageMenu message={message()} text="Салам" own={false} {...{ call, t }} />);
  const label = t("chat.more", { name: "Асан" });
  assert.equal(page.state("button", label).popovertarget, page.state("menu", label).id);
});

inEachLanguage(
  "a message on its way waits for the server; a refused one can be sent again",
  (t) => {
    const call = new Call("room1", nullPorts());
    const pending = (failed: "too-fast" | null) =>
      show(<PendingMessage line={{ id: "1", text: "Салам", failed }} {...{ call, t }} />);
    pending(null).reads("Салам", t("chat.waiting"));
    assert.deepEqual(pending(null).names("button"), []);
    const refused = pending("too-fast");
    refused.reads(t("chat.failed"), t("error.too-fast"));
    assert.ok(refused.has("button", t("chat.retry")));
  },
);

inEachLanguage("the panel of an empty chat: what to do, where to write, how to close it", (t) => {
  const call = new Call("room1", nullPorts());
  const page = show(<ChatPanel call={call} t={t} />);
  assert.deepEqual(page.names("complementary"), [t("chat.title")]);
  assert.deepEqual(page.names("log"), [t("chat.log")]);
  page.reads(t("chat.empty"), t("chat.empty.help"));
  for (const name of ["action.close", "chat.test", "chat.send"] as const) {
    assert.ok(page.has("button", t(name)), name);
  }
  page.press("button", t("chat.test"));
  assert.deepEqual(call.chat.pending.value.map(({ text }) => text), [t("chat.test.text")]);
  const after = show(<ChatLog call={call} t={t} />);
  after.reads(t("chat.test.text"), t("chat.waiting"));
  after.lacks(t("chat.empty.help"));
  assert.ok(show(<ChatEmpty call={call} t={t} />).has("button", t("chat.test")));
});

inEachLanguage("what is written is a draft; sent, it is on its way", (t) => {
  const call = new Call("room1", nullPorts());
  const page = show(<ChatComposer call={call} t={t} />);
  assert.equal(page.state("textbox", t("chat.message"))["aria-invalid"], "false");
  page.type("textbox", t("chat.message"), "Салам");
  const typed = show(<ChatComposer call={call} t={t} />);
  assert.equal(typed.get("textbox", t("chat.message")).children[0], "Салам");
  typed.submit();
  assert.deepEqual(call.chat.pending.value.map(({ text }) => text), ["Салам"]);
});

inEachLanguage("lines of one author within a minute stand under one name", (t) => {
  const call = new Call("room1", nullPorts());
  const entries = [
    message(),
    message({ id: "2" }),
    message({ id: "3", from: { id: "c", name: "Үсөн" } }),
  ];
  const page = show(
    <ChatBlock entries={entries} before={undefined} self="me" today="" {...{ call, t }} />,
  );
  assert.equal(page.html.match(/chat-meta/g)?.length, 2);
  assert.equal(page.html.match(/chat-day/g)?.length, 1, "they are of another day");
});

inEachLanguage("nobody writes just now: the line stays, empty", (t) => {
  const page = show(<Typing call={new Call("room1", nullPorts())} t={t} />);
  assert.deepEqual(page.names("paragraph"), [""]);
});

Deno.test("links open in a new tab and tell nobody where from", () => {
  const page = show(<ChatText text="көр: https://juz.example/a <b>" />);
  const link = page.state("link", "https://juz.example/a");
  assert.equal(link.target, "_blank");
  assert.ok(link.rel?.includes("noreferrer"));
  page.reads("<b>");
});

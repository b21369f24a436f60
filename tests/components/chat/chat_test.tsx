// The chat's panel, its log and who is typing, in each state and language.
import assert from "node:assert/strict";
import type { Entry } from "@/call/mod.ts";
import { ChatBlock } from "@/components/chat/ChatBlock.tsx";
import { ChatEmpty } from "@/components/chat/ChatEmpty.tsx";
import { ChatLog, type ChatLogProps } from "@/components/chat/ChatLog.tsx";
import { ChatPanel } from "@/components/chat/ChatPanel.tsx";
import { PendingMessage } from "@/components/chat/PendingMessage.tsx";
import { Typing } from "@/components/chat/Typing.tsx";
import type { T } from "@/i18n/messages.ts";
import { inEachLanguage, Intents, type Page, show } from "../kit/mod.ts";
import { context, message } from "./samples.ts";

/** The log of an empty chat, with the server there. */
function log(t: T, changes: Partial<ChatLogProps> = {}): { page: Page; intents: Intents } {
  const intents = new Intents();
  const props: ChatLogProps = {
    ...context(t, intents),
    entries: [],
    pending: [],
    online: true,
    onRetry: intents.note("retry"),
    onTest: intents.note("test"),
    ...changes,
  };
  return { page: show(<ChatLog {...props} />), intents };
}

inEachLanguage("the panel: log, who is typing, composer, and how to close it", (t) => {
  const intents = new Intents();
  const page = show(
    <ChatPanel
      log="log"
      typing="typing"
      composer="composer"
      onClose={intents.bare("close")}
      t={t}
    />,
  );
  assert.deepEqual(page.names("complementary"), [t("chat.title")]);
  assert.deepEqual(page.names("heading"), [t("chat.title")]);
  page.reads("log" + "typing" + "composer");
  page.press("button", t("action.close"));
  intents.were(["close"]);
});

inEachLanguage("an empty chat says what to do, and sends a test message", (t) => {
  const { page, intents } = log(t);
  assert.deepEqual(page.names("log"), [t("chat.log")]);
  page.reads(t("chat.empty"), t("chat.empty.help"));
  page.press("button", t("chat.test"));
  intents.were(["test", t("chat.test.text")]);
  assert.ok(show(<ChatEmpty onTest={() => {}} t={t} />).has("button", t("chat.test")));
});

inEachLanguage("with a message, or one on its way, the chat is not empty", (t) => {
  const waiting = log(t, { pending: [{ id: "1", text: "Салам", failed: null }] });
  waiting.page.reads("Салам", t("chat.sending"));
  waiting.page.lacks(t("chat.empty.help"));
  log(t, { entries: [message()] }).page.lacks(t("chat.empty.help"));
  const joined: Entry = {
    kind: "happening",
    id: "2",
    line: { kind: "joined", id: "2", seq: 1, at: 0, from: { id: "b", name: "Асан" } },
  };
  const quiet = log(t, { entries: [joined] }).page;
  quiet.reads(t("system.joined", { name: "Асан" }), t("chat.empty.help"));
});

inEachLanguage("a message on its way waits for the server; a refused one is sent again", (t) => {
  const intents = new Intents();
  const pending = (failed: "too-fast" | null, online: boolean) =>
    show(
      <PendingMessage
        line={{ id: "1", text: "Салам", failed }}
        online={online}
        onRetry={intents.note("retry")}
        t={t}
      />,
    );
  pending(null, true).reads("Салам", t("chat.sending"));
  pending(null, false).reads("Салам", t("chat.waiting"));
  assert.deepEqual(pending(null, true).names("button"), []);
  const refused = pending("too-fast", true);
  refused.reads(t("chat.failed"), t("error.too-fast"));
  refused.press("button", t("chat.retry"));
  intents.were(["retry", "1"]);
});

inEachLanguage("lines of one author within a minute stand under one name", (t) => {
  const entries = [
    message(),
    message({ id: "2" }),
    message({ id: "3", from: { id: "c", name: "Үсөн" } }),
    message({ id: "4", from: { id: "c", name: "Үсөн" }, at: message().at + 60_000 }),
  ];
  const block = { entries, before: undefined, today: "", ...context(t, new Intents()) };
  const page = show(<ChatBlock {...block} />);
  assert.equal(page.html.match(/chat-meta/g)?.length, 3);
  assert.equal(page.html.match(/chat-day/g)?.length, 1, "they are of another day");
});

inEachLanguage("nobody, one or several are writing: the line always stays", (t) => {
  const line = (...names: string[]) => show(<Typing names={names} t={t} />);
  assert.deepEqual(line().names("paragraph"), [""]);
  line("Асан").reads(t("chat.typing", { name: "Асан" }));
  line("Асан", "Үсөн").reads(t("chat.typingMany", { n: 2 }));
});

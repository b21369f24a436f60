// Where a message is written, in each state and language.
import assert from "node:assert/strict";
import { ChatComposer, type ChatComposerProps } from "@/components/chat/ChatComposer.tsx";
import type { T } from "@/i18n/messages.ts";
import { inEachLanguage, Intents, type Page, show } from "../kit/mod.ts";

/** The composer with an empty draft of a new message. */
function composer(
  t: T,
  changes: Partial<ChatComposerProps> = {},
): { page: Page; intents: Intents } {
  const intents = new Intents();
  const props: ChatComposerProps = {
    lacksKey: false,
    text: "",
    purpose: { kind: "new" },
    isTooLong: false,
    takeFocus: () => false,
    onWrite: intents.note("write"),
    onCancel: intents.bare("cancel"),
    onSend: intents.note("send", Promise.resolve(null)),
    attach: "attach",
    attaching: "attaching",
    t,
    ...changes,
  };
  return { page: show(<ChatComposer {...props} />), intents };
}

inEachLanguage("what is typed is written into the draft, and sent", (t) => {
  const empty = composer(t);
  const field = t("chat.message");
  assert.equal(empty.page.state("textbox", field)["aria-invalid"], "false");
  empty.page.type("textbox", field, "Салам");
  empty.page.submit();
  empty.page.key("textbox", field, { key: "Enter" });
  empty.intents.were(["write", "Салам"]);
  const { page, intents } = composer(t, { text: "Салам" });
  assert.equal(page.get("textbox", field).children[0], "Салам");
  page.submit();
  page.key("textbox", field, { key: "Enter" });
  intents.were(["send"], ["send"]);
});

inEachLanguage(
  "Enter begins a line with Shift, and belongs to an input method that composes",
  (t) => {
    const { page, intents } = composer(t, { text: "Салам" });
    page.key("textbox", t("chat.message"), { key: "Enter", shiftKey: true });
    page.key("textbox", t("chat.message"), { key: "Enter", isComposing: true });
    page.key("textbox", t("chat.message"), { key: "Enter", keyCode: 229 });
    intents.were();
  },
);

inEachLanguage(
  "a reply shows what it answers, an edit that it is one; both can be given up",
  (t) => {
    const reply = composer(t, {
      purpose: { kind: "reply", to: "1", name: "Асан", quote: "Кандай?" },
    });
    reply.page.reads(t("chat.replyTo", { name: "Асан" }), "Кандай?");
    const edit = composer(t, { purpose: { kind: "edit", target: "1" } });
    edit.page.reads(t("chat.editing"));
    for (const { page, intents } of [reply, edit]) {
      page.press("button", t("action.cancel"));
      page.key("textbox", t("chat.message"), { key: "Escape" });
      intents.were(["cancel"], ["cancel"]);
    }
    const fresh = composer(t);
    fresh.page.key("textbox", t("chat.message"), { key: "Escape" });
    fresh.intents.were();
    assert.ok(!fresh.page.has("button", t("action.cancel")));
  },
);

inEachLanguage("text that is too long says so and is not sent", (t) => {
  const { page, intents } = composer(t, { text: "ө".repeat(9), isTooLong: true });
  page.reads(t("chat.tooLong"));
  const { "aria-invalid": invalid, "aria-describedby": why } = page.state(
    "textbox",
    t("chat.message"),
  );
  assert.equal(invalid, "true");
  assert.equal(page.state("alert", t("chat.tooLong")).id, why);
  page.submit();
  intents.were();
});

inEachLanguage("without the room's key there is nothing to write into", (t) => {
  const { page } = composer(t, { lacksKey: true });
  page.reads(t("chat.noKey"));
  assert.deepEqual(page.names("textbox"), []);
});

// Sending the draft: as a new message, a reply or an edit.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import { MAX_TEXT } from "@/protocol/limits.ts";
import { type Person, Town } from "../../fakes/client_world.ts";
import { settled } from "../../fakes/random.ts";

async function alone(): Promise<Person> {
  const person = new Town().open("room1");
  await settled();
  person.call.membership.join("Асан");
  await settled();
  return person;
}

function messages({ call }: Person) {
  return chatPanelStateOf(call.chat).conversation.value.flatMap((entry) =>
    entry.kind === "message" ? [entry] : []
  );
}

Deno.test("a draft is sent as a new message or a reply, and is empty then", async () => {
  const asan = await alone();
  const { draft, ...panel } = panelOf(asan);
  draft.write("Салам");
  assert.equal(await panel.send(), null);
  assert.equal(draft.text.value, "");
  await settled();
  const [first] = messages(asan);
  draft.reply(first?.id ?? "", { name: "Асан", quote: "Салам" });
  draft.write("Кандай?");
  assert.equal(await panel.send(), null);
  await settled();
  assert.deepEqual(messages(asan).map(({ text }) => text), ["Салам", "Кандай?"]);
  assert.equal(messages(asan)[1]?.replyTo?.text, "Салам");
  assert.deepEqual(draft.purpose.value, { kind: "new" });
});

Deno.test("an edit that the server refuses stays in the draft with its reason", async () => {
  const asan = await alone();
  const { draft, ...panel } = panelOf(asan);
  draft.write("Салам");
  await panel.send();
  await settled();
  const [first] = messages(asan);
  draft.edit(first?.id ?? "", "Салам");
  draft.write("Саламатсызбы");
  asan.refuse = (event) => event === "chat:edit" ? "too-fast" : null;
  assert.equal(await panel.send(), "too-fast");
  assert.equal(draft.text.value, "Саламатсызбы");
  assert.equal(draft.purpose.value.kind, "edit");
  asan.refuse = () => null;
  assert.equal(await panel.send(), null);
  assert.deepEqual(draft.purpose.value, { kind: "new" });
  await settled();
  assert.deepEqual(messages(asan).map(({ text }) => text), ["Саламатсызбы"]);
});

Deno.test("what is written while an edit is on its way is not lost with it", async () => {
  const asan = await alone();
  const { draft, ...panel } = panelOf(asan);
  draft.write("Салам");
  await panel.send();
  await settled();
  draft.edit(messages(asan)[0]?.id ?? "", "Саламатсызбы");
  const sent = panel.send();
  draft.cancel();
  draft.write("башка сөз");
  assert.equal(await sent, null);
  assert.equal(draft.text.value, "башка сөз");
});

Deno.test("blank text and text that is too long are not sent", async () => {
  const asan = await alone();
  const { draft, ...panel } = panelOf(asan);
  for (const text of ["", " \n ", "ө".repeat(MAX_TEXT * 100)]) {
    draft.write(text);
    assert.equal(await panel.send(), null);
    assert.equal(draft.text.value, text);
  }
  await settled();
  assert.deepEqual(messages(asan), []);
});

function panelOf({ call }: Person) {
  const panel = chatPanelStateOf(call.chat);
  return { draft: panel.draft, send: () => panel.send() };
}

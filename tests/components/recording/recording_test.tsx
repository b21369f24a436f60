// What people see of recordings: who records, what they answer, and the list of what lies in the browser.
import assert from "node:assert/strict";
import type { StoredRecording } from "@/call/recording/mod.ts";
import { RecordingList, type RecordingListProps } from "@/components/recording/RecordingList.tsx";
import { RecordingMark, type RecordingMarkProps } from "@/components/recording/RecordingMark.tsx";
import type { T } from "@/i18n/messages.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function mark(t: T, changes: Partial<RecordingMarkProps> = {}) {
  const intents = new Intents();
  const props: RecordingMarkProps = {
    ...{ recorders: [{ name: "Айбек", begun: 7 }], own: null, agrees: true, isOut: false, t },
    onShown: intents.note("shown"),
    onAnswer: intents.note("answer"),
    onStop: intents.bare("stop"),
    ...changes,
  };
  return { page: show(<RecordingMark {...props} />), intents };
}

inEachLanguage("everybody reads who records, and can refuse and agree again", (t) => {
  const { page, intents } = mark(t);
  assert.ok(page.text.includes(t("rec.by", { name: "Айбек" })));
  page.press("button", t("rec.notMe"));
  intents.were(["answer", false]);
  const asked = mark(t, { agrees: false });
  assert.ok(asked.page.text.includes(t("rec.telling")), "nobody has heard of it yet");
  const refused = mark(t, { agrees: false, isOut: true });
  assert.ok(refused.page.text.includes(t("rec.out")));
  refused.page.press("button", t("rec.in"));
  refused.intents.were(["answer", true]);
});

inEachLanguage("a press on what has just become the opposite agrees to nothing", (t) => {
  const { page, intents } = mark(t, { agrees: false });
  const name = t("rec.in");
  const view = { performance };
  const come = { timeStamp: performance.now(), view, isTrusted: true };
  page.hears("button", name, "onPointerDown", come);
  // The second half of a double click that began on "not me".
  page.hears("button", name, "onClick", { ...come, detail: 2 });
  intents.were();
});

inEachLanguage("who records reads it, how it is doing, and ends it", (t) => {
  for (const own of ["running", "low", "full", "failed", "unsupported"] as const) {
    const { page, intents } = mark(t, { recorders: [], own });
    const goes = own === "running" || own === "low";
    assert.equal(page.text.includes(t("rec.self")), goes, own);
    if (own !== "running") assert.ok(page.text.includes(t(`rec.${own}`)), own);
    page.press("button", t(goes ? "rec.stop" : "action.close"));
    intents.were(["stop"]);
  }
});

const ITEM: StoredRecording = {
  id: "one",
  room: "ала-тоо",
  at: Date.UTC(2026, 10, 28, 12),
  state: "cutOff",
  people: ["Айбек", "Гүлнар"],
  size: 1_500_000,
  film: null,
};

function list(t: T, changes: Partial<RecordingListProps> = {}) {
  const intents = new Intents();
  const props: RecordingListProps = {
    ...{ recordings: [ITEM], making: null, failed: null, now: ITEM.at, locale: "ky", t },
    onFilm: intents.note("film"),
    onCancel: intents.bare("cancel"),
    onSaveFilm: intents.note("saveFilm"),
    onSaveChat: intents.note("saveChat"),
    onDelete: intents.note("delete"),
    ...changes,
  };
  return { page: show(<RecordingList {...props} />), intents };
}

inEachLanguage("a recording that broke off says so, and a film is made of it", (t) => {
  const { page, intents } = list(t);
  for (const word of [t("rec.cutOff"), t("rec.people", { names: "Айбек, Гүлнар" })]) {
    assert.ok(page.text.includes(word), word);
  }
  page.press("button", t("rec.film"));
  page.press("button", t("rec.chat"));
  intents.were(["film", "one"], ["saveChat", "one"]);
});

inEachLanguage(
  "while a film is made one sees it and can cancel; a running recording has no buttons",
  (t) => {
    const { page, intents } = list(t, { making: { id: "one", part: 0.5 } });
    assert.ok(page.text.includes(t("rec.making")));
    page.press("button", t("action.cancel"));
    intents.were(["cancel"]);
    const running = list(t, { recordings: [{ ...ITEM, state: "running" }] }).page;
    assert.ok(running.text.includes(t("rec.running")));
    assert.ok(!running.text.includes(t("rec.film")) && !running.text.includes(t("rec.delete")));
  },
);

inEachLanguage("a film is saved; no recordings, and what could not be done, are told", (t) => {
  const { page, intents } = list(t, { recordings: [{ ...ITEM, film: "film.webm" }] });
  page.press("button", t("rec.save"));
  intents.were(["saveFilm", "one", "film.webm"]);
  assert.ok(list(t, { recordings: [] }).page.text.includes(t("rec.none")));
  for (const what of ["film", "save", "delete"] as const) {
    const { page } = list(t, { failed: { id: "one", what } });
    assert.ok(page.text.includes(t(`rec.${what}Failed`)), what);
  }
});

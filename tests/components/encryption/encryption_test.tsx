// What people are told of the encryption: the badge, the dialog with the words, the banner.
import assert from "node:assert/strict";
import { phraseWords, type ShortAuthString } from "@/call/e2ee/mod.ts";
import { EncryptionBadge } from "@/components/encryption/EncryptionBadge.tsx";
import {
  EncryptionDialog,
  type EncryptionDialogProps,
} from "@/components/encryption/EncryptionDialog.tsx";
import { KeysChanged } from "@/components/encryption/KeysChanged.tsx";
import { WORD_LISTS } from "@/components/encryption/word_lists.ts";
import type { T } from "@/i18n/messages.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

const LEVELS = ["checking", "proven", "compared", "phrase", "unverified", "forwarded"] as const;
const PHRASE: ShortAuthString = {
  bits: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]),
  keys: new Set(["a", "b"]),
  complete: true,
};

function dialog(t: T, changes: Partial<EncryptionDialogProps> = {}) {
  const intents = new Intents();
  const props: EncryptionDialogProps = {
    level: "phrase",
    isChatSealed: false,
    phrase: null,
    onConfirm: intents.note("confirm"),
    onClose: intents.bare("close"),
    t,
    ...changes,
  };
  return { page: show(<EncryptionDialog {...props} />), intents };
}

inEachLanguage("the badge names the level, and opens the dialog", (t) => {
  for (const level of LEVELS) {
    const intents = new Intents();
    const page = show(<EncryptionBadge level={level} onOpen={intents.bare("open")} t={t} />);
    page.press("button", `${t("safety.title")}: ${t(`safety.badge.${level}`)}`);
    intents.were(["open"]);
  }
});

inEachLanguage("nobody is there to encrypt for: no badge", (t) => {
  const page = show(<EncryptionBadge level="alone" onOpen={() => {}} t={t} />);
  assert.deepEqual(page.names("button"), []);
});

inEachLanguage("the dialog says how pictures and the chat are encrypted, at every level", (t) => {
  for (const level of LEVELS) {
    const { page } = dialog(t, { level });
    const media = t(level === "forwarded" ? "safety.media.forwarded" : "safety.media");
    page.reads(media, t("safety.chat.open"), t(`safety.${level}`));
    page.lacks(t("safety.chat.sealed"));
  }
  dialog(t, { isChatSealed: true }).page.reads(t("safety.chat.sealed"));
});

inEachLanguage("the words to compare are of the reader's language, and can be confirmed", (t) => {
  const { page, intents } = dialog(t, { phrase: PHRASE });
  const words = phraseWords(PHRASE.bits, WORD_LISTS[t.locale]);
  assert.ok(words.length >= 4);
  page.reads(words.join(", "), t("safety.phrase.help"));
  page.press("button", t("safety.confirm"));
  page.press("button", t("action.close"));
  intents.were(["confirm", PHRASE], ["close"]);
});

inEachLanguage("words that not all pages took part in cannot be confirmed", (t) => {
  const { page } = dialog(t, { phrase: { ...PHRASE, complete: false } });
  page.reads(t("safety.incomplete"));
  assert.ok(!page.has("button", t("safety.confirm")));
});

inEachLanguage("a banner asks to compare again when a key has changed", (t) => {
  const intents = new Intents();
  const banner = (isChanged: boolean) =>
    show(<KeysChanged isChanged={isChanged} onCompare={intents.bare("compare")} t={t} />);
  banner(true).reads(t("safety.changed"));
  banner(true).press("button", t("safety.compare"));
  intents.were(["compare"]);
  assert.equal(banner(false).text, "");
});

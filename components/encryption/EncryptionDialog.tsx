// How the call is encrypted, and how people can be sure of it.
import { type EncryptionLevel, phraseWords, type ShortAuthString } from "@/call/e2ee/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Dialog } from "../base/Dialog.tsx";
import { Icon } from "../base/Icon.tsx";
import { WORD_LISTS } from "./word_lists.ts";

export interface EncryptionDialogProps {
  level: EncryptionLevel;
  /** Whether the chat is encrypted with the room's key, which the server does not have. */
  isChatSealed: boolean;
  /** What people read to each other; null while it is being made, or where there is no need. */
  phrase: ShortAuthString | null;
  /** All others read the same words. */
  onConfirm(phrase: ShortAuthString): void;
  onClose(): void;
  t: T;
}

/** Open while it is rendered. */
export function EncryptionDialog(props: EncryptionDialogProps) {
  const { level, isChatSealed, phrase, onConfirm, onClose, t } = props;
  const good = level === "proven" || level === "compared";
  return (
    <Dialog title={t("safety.title")} onClose={onClose} t={t}>
      <div class="stack">
        <p>{t(level === "forwarded" ? "safety.media.forwarded" : "safety.media")}</p>
        <p>{t(isChatSealed ? "safety.chat.sealed" : "safety.chat.open")}</p>
        <p class="safety-status" role="status">
          <Icon name={good ? "check" : level === "unverified" ? "triangle-alert" : "info"} />
          <b>{t(`safety.${level}`)}</b>
        </p>
        {phrase !== null && <Words phrase={phrase} onConfirm={onConfirm} t={t} />}
      </div>
    </Dialog>
  );
}

interface WordsProps extends Pick<EncryptionDialogProps, "onConfirm" | "t"> {
  phrase: ShortAuthString;
}

/** Words of the reader's own language; all languages say the same. */
function Words({ phrase, onConfirm, t }: WordsProps) {
  return (
    <>
      <p class="safety-phrase" translate={false}>
        {phraseWords(phrase.bits, WORD_LISTS[t.locale]).join(", ")}
      </p>
      <p class="hint">{t("safety.phrase.help")}</p>
      {phrase.complete
        ? (
          <button type="button" class="btn" onClick={() => onConfirm(phrase)}>
            <Icon name="check" /> {t("safety.confirm")}
          </button>
        )
        : (
          <p class="hint">
            <Icon name="triangle-alert" /> {t("safety.incomplete")}
          </p>
        )}
    </>
  );
}

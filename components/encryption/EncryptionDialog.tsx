// How the call is encrypted, and how people can be sure of it.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Call } from "@/call/mod.ts";
import { phraseWords, type ShortAuthString } from "@/call/e2ee/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Dialog } from "../base/Dialog.tsx";
import { WORD_LISTS } from "./word_lists.ts";
import { Icon } from "../base/Icon.tsx";

/** Open while it is rendered. */
export function EncryptionDialog({ call, t }: { call: Call; t: T }) {
  const status = call.encryption.status.value;
  const good = status === "proven" || status === "compared";
  return (
    <Dialog title={t("safety.title")} onClose={() => call.panels.closeDialog()} t={t}>
      <div class="stack">
        <p>{t("safety.media")}</p>
        <p>
          {t(call.session.chat.encryption.cipher.seals ? "safety.chat.sealed" : "safety.chat.open")}
        </p>
        <p class="safety-status" role="status">
          <Icon name={good ? "check" : status === "doubt" ? "triangle-alert" : "info"} />
          <b>{t(`safety.${status}`)}</b>
        </p>
        {(status === "phrase" || status === "compared") && <Words call={call} t={t} />}
      </div>
    </Dialog>
  );
}

/** Made anew whenever somebody comes, goes or reconnects. */
function Words({ call, t }: { call: Call; t: T }) {
  const phrase = useSignal<ShortAuthString | null>(null);
  const { links, members } = call.model.room;
  const complete = call.encryption.complete.value;
  const now = [links.value, members.value, complete] as const;
  useEffect(() => {
    let stale = false;
    call.encryption.shortAuthString().then((made) => stale || (phrase.value = made), reportError);
    return () => {
      stale = true;
    };
  }, now);
  const { value: shown } = phrase;
  if (shown === null) return null;
  return (
    <>
      <p class="safety-phrase" translate={false}>
        {phraseWords(shown.bits, WORD_LISTS[t.locale]).join(", ")}
      </p>
      <p class="hint">{t("safety.phrase.help")}</p>
      {shown.complete
        ? (
          <button type="button" class="btn" onClick={() => call.encryption.confirm(shown)}>
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

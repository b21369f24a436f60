// What happened in the call, as text: seen before it is saved.
import { useSignal } from "@preact/signals";
import type { T } from "@/i18n/messages.ts";
import { copyText } from "../base/copy_text.ts";
import { Icon } from "../base/Icon.tsx";
import { saveText } from "../base/save_text.ts";

interface Props {
  /** Makes the text; null while there is nothing to tell. */
  onReport(): Promise<string | null>;
  t: T;
}

/** Made when it is asked for; asked again it tells what is true by then. */
export function CallReport({ onReport, t }: Props) {
  const text = useSignal<string | null>(null);
  const isMaking = useSignal(false);
  async function make(): Promise<void> {
    isMaking.value = true;
    try {
      text.value = await onReport() ?? t("report.none");
    } finally {
      isMaking.value = false;
    }
  }
  return (
    <section class="stack">
      <button type="button" class="btn" disabled={isMaking.value} onClick={() => void make()}>
        {t("report.show")}
      </button>
      {text.value !== null && <ReportText text={text.value} t={t} />}
    </section>
  );
}

/** The text itself, and what can be done with it. */
export function ReportText({ text, t }: { text: string; t: T }) {
  return (
    <>
      <p class="hint">{t("report.hint")}</p>
      <pre
        class="report"
        tabIndex={0}
        role="region"
        aria-label={t("report.title")}
        lang="en"
      >{text}</pre>
      <p class="row">
        <button type="button" class="btn" onClick={() => saveText(text, "juz-call.txt")}>
          <Icon name="download" /> {t("report.save")}
        </button>
        <button type="button" class="btn" onClick={() => void copyText(text)}>
          <Icon name="copy" /> {t("report.copy")}
        </button>
      </p>
    </>
  );
}

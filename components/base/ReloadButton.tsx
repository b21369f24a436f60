// The button that brings the newer version of the page.
import type { T } from "@/i18n/messages.ts";

export function ReloadButton({ onReload, t }: { onReload(): void; t: T }) {
  return (
    <button type="button" class="btn primary" onClick={onReload}>
      {t("action.reload")}
    </button>
  );
}

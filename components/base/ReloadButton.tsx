// The button that brings the newer version of the page.
import type { T } from "@/i18n/messages.ts";

/** `from` is what the page is made for: a call, or the echo test. */
export function ReloadButton({ from, t }: { from: { reload(): void }; t: T }) {
  return (
    <button type="button" class="btn primary" onClick={() => from.reload()}>
      {t("action.reload")}
    </button>
  );
}

// From page to page, where not everybody fits at once.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";

/** Over the lower edge of the stage. */
export function Pager({ call: { layout: stage }, t }: { call: Call; t: T }) {
  const { page, pages } = stage.layout.value;
  return (
    <nav class="pager" aria-label={t("pages.title")}>
      <IconButton
        icon="chevron-left"
        label={t("pages.back")}
        disabled={page === 0}
        onPress={() => stage.turnPage(-1)}
      />
      <p class="pager-now tabular">{t("pages.now", { page: page + 1, pages })}</p>
      <IconButton
        icon="chevron-right"
        label={t("pages.next")}
        disabled={page === pages - 1}
        onPress={() => stage.turnPage(1)}
      />
    </nav>
  );
}

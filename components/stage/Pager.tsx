// From page to page, where not everybody fits at once.
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";

export interface PagerProps {
  /** Counted from 0. */
  page: number;
  pages: number;
  /** Goes one page on (1) or back (-1). */
  onTurn(by: 1 | -1): void;
  t: T;
}

/** Over the lower edge of the stage. */
export function Pager({ page, pages, onTurn, t }: PagerProps) {
  return (
    <nav class="pager" aria-label={t("pages.title")}>
      <IconButton
        icon="chevron-left"
        label={t("pages.back")}
        disabled={page === 0}
        onPress={() => onTurn(-1)}
      />
      <p class="pager-now tabular">{t("pages.now", { page: page + 1, pages })}</p>
      <IconButton
        icon="chevron-right"
        label={t("pages.next")}
        disabled={page === pages - 1}
        onPress={() => onTurn(1)}
      />
    </nav>
  );
}

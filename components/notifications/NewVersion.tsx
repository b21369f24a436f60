// A newer version of the product is on the server than in this page: one button brings it.
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { Problem } from "../base/Problem.tsx";
import { ReloadButton } from "../base/ReloadButton.tsx";

interface Props {
  /** Brings the newer version of the page; who is in a call comes straight back into it. */
  onReload(): void;
  t: T;
}

/** Before the call. */
export function NewVersion({ onReload, t }: Props) {
  return (
    <Problem tone="info" title={t("update.title")} help={t("update.help")}>
      <ReloadButton onReload={onReload} t={t} />
    </Problem>
  );
}

/** In a call, which goes on. */
export function NewVersionBanner({ onReload, t }: Props) {
  return (
    <div class="banner">
      <Icon name="refresh-cw" />
      <p>{t("update.call")}</p>
      <ReloadButton onReload={onReload} t={t} />
    </div>
  );
}

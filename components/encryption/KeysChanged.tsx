// On the stage: people had compared their words, and somebody's key is another one now.
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

export interface KeysChangedProps {
  /** A key changed, or somebody came, after the words were compared. */
  isChanged: boolean;
  /** Opens the dialog with the words. */
  onCompare(): void;
  t: T;
}

/** A banner until the words are compared again. */
export function KeysChanged({ isChanged, onCompare, t }: KeysChangedProps) {
  if (!isChanged) return null;
  return (
    <div class="banner warn">
      <Icon name="triangle-alert" />
      <p>{t("safety.changed")}</p>
      <button type="button" class="btn primary" onClick={onCompare}>
        {t("safety.compare")}
      </button>
    </div>
  );
}

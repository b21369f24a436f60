// The chat beside the stage.
import type { ComponentChildren } from "preact";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { regionRef } from "../base/regions.ts";

export interface ChatPanelProps {
  /** Its parts, from top to bottom. */
  log: ComponentChildren;
  typing: ComponentChildren;
  composer: ComponentChildren;
  onClose(): void;
  t: T;
}

/** Its log, and where one writes. */
export function ChatPanel({ log, typing, composer, onClose, t }: ChatPanelProps) {
  return (
    <aside class="panel" ref={regionRef.panel} aria-label={t("chat.title")}>
      <header class="panel-header">
        <h2>{t("chat.title")}</h2>
        <IconButton icon="x" label={t("action.close")} tone="quiet" onPress={onClose} />
      </header>
      {log}
      {typing}
      {composer}
    </aside>
  );
}

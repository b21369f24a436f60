// The chat beside the stage.
import { useEffect } from "preact/hooks";
import { HistoryAudit } from "@/call/chat/mod.ts";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { regionRef } from "../base/regions.ts";
import { ChatComposer } from "./ChatComposer.tsx";
import { ChatLog } from "./ChatLog.tsx";
import { Typing } from "./Typing.tsx";

/** Its log, and where one writes. */
export function ChatPanel({ call, t }: { call: Call; t: T }) {
  const { encryption: seals } = call.chat;
  useEffect(() => seals.examine((hashOf) => new HistoryAudit(hashOf)), [seals]);
  return (
    <aside class="panel" ref={regionRef.panel} aria-label={t("chat.title")}>
      <header class="panel-header">
        <h2>{t("chat.title")}</h2>
        <IconButton
          icon="x"
          label={t("action.close")}
          tone="quiet"
          onPress={() => call.panels.show(null)}
        />
      </header>
      <ChatLog call={call} t={t} />
      <Typing call={call} t={t} />
      <ChatComposer call={call} t={t} />
    </aside>
  );
}

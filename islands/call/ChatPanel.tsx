// The chat beside the stage; over everything on a phone.
import "@/i18n/ready.ts";
import { ChatComposer } from "@/components/chat/ChatComposer.tsx";
import { ChatLog } from "@/components/chat/ChatLog.tsx";
import { IconButton } from "@/components/base/IconButton.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { useCall } from "./use_call.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function ChatPanel({ room, locale }: Props) {
  const call = useCall(room);
  const t = useT(locale);
  const { chat, room: { phase, self } } = call.model;
  if (phase.value !== "call" || !chat.open.value) return null;
  return (
    <aside class="panel" aria-label={t("chat.title")}>
      <header class="panel-header">
        <h2>{t("chat.title")}</h2>
        <IconButton
          icon="x"
          label={t("action.close")}
          tone="quiet"
          onPress={() => call.setChatOpen(false)}
        />
      </header>
      <ChatLog lines={chat.lines.value} pending={chat.pending.value} self={self.value} t={t} />
      <ChatComposer onSay={(text) => call.say(text)} t={t} />
    </aside>
  );
}

// The call's bar: microphone, camera, screen, chat, leave.
import "@/i18n/ready.ts";
import { IconButton } from "@/components/base/IconButton.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { useCall } from "./use_call.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function Controls({ room, locale }: Props) {
  const call = useCall(room);
  const t = useT(locale);
  const { local, chat, room: { phase } } = call.model;
  if (phase.value !== "call") return null;
  const { mic, camera, screen } = local.flags.value;
  const opening = local.opening.value;
  const chatOpen = chat.open.value;
  return (
    <footer class="bar">
      <div class="bar-start" />
      <div class="bar-main" role="toolbar" aria-label={t("region.bar")}>
        <IconButton
          icon={mic ? "mic" : "mic-off"}
          label={t(mic ? "mic.off" : "mic.on")}
          {...(mic ? {} : { tone: "off" })}
          busy={opening.mic}
          onPress={() => call.toggle("mic")}
        />
        <IconButton
          icon={camera ? "video" : "video-off"}
          label={t(camera ? "cam.off" : "cam.on")}
          {...(camera ? {} : { tone: "off" })}
          busy={opening.camera}
          onPress={() => call.toggle("camera")}
        />
        {local.canShareScreen.value && (
          <IconButton
            icon={screen ? "monitor-off" : "monitor-up"}
            label={t(screen ? "screen.off" : "screen.on")}
            {...(screen ? { tone: "on" } : {})}
            busy={opening.screen}
            onPress={() => call.toggleScreen()}
          />
        )}
        <IconButton
          icon="message-square"
          label={t(chatOpen ? "chat.close" : "chat.open")}
          {...(chatOpen ? { tone: "on" } : {})}
          badge={chat.unread.value}
          onPress={() => call.setChatOpen(!chatOpen)}
        />
        <IconButton
          icon="phone-off"
          label={t("call.leave")}
          tone="danger"
          onPress={() => call.leave()}
        />
      </div>
      <div class="bar-end" />
    </footer>
  );
}

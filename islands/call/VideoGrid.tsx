// The call's header and stage: everybody's pictures, and the sound that belongs to them.
import "@/i18n/ready.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useExtra } from "@/components/load_extras.ts";
import { Banners } from "@/components/stage/Banners.tsx";
import { CallHeader } from "@/components/stage/CallHeader.tsx";
import { Stage } from "@/components/stage/Stage.tsx";
import { RemoteAudio } from "@/components/stage/RemoteAudio.tsx";
import { Announcements } from "@/components/notifications/Announcements.tsx";
import { NewVersionBanner } from "@/components/notifications/NewVersion.tsx";
import { Toasts } from "@/components/notifications/ToastRegion.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { useCall } from "@/hooks/use_call.ts";
import { useTitle } from "@/hooks/use_title.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function VideoGrid({ room, locale }: Props) {
  const call = useCall(room);
  const { model, volumes } = call;
  const t = useT(locale);
  const blocked = useSignal(false);
  const inCall = model.room.phase.value === "call";
  const Waiting = useExtra(call.moderation.waiting.value.length > 0, (all) => all.WaitingBanner);
  const KeysChanged = useExtra(call.encryption.changed.value, (all) => all.KeysChanged);
  useTitle(call, t);
  useEffect(() => {
    document.documentElement.classList.toggle(
      "reduce-motion",
      call.preferences.settings.value.calm,
    );
  }, [call.preferences.settings.value.calm]);
  return (
    <>
      <Announcements call={call} t={t} />
      {inCall && <CallHeader call={call} t={t} />}
      {inCall && (
        <main class="stage" id="main" tabIndex={-1} aria-label={t("region.stage")}>
          <Banners model={model} blocked={blocked} t={t}>
            {KeysChanged && <KeysChanged call={call} t={t} />}
            <NewVersionBanner call={call} t={t} />
            {Waiting && <Waiting call={call} t={t} />}
          </Banners>
          <Stage call={call} t={t} />
          <RemoteAudio
            voices={model.voices.value}
            gainOf={({ id }) => volumes.gainOf(id)}
            speaker={model.local.speaker.value}
            blocked={blocked}
            onSpeakerFailed={(id) => call.session.devices.media.noteFailedSpeaker(id)}
          />
        </main>
      )}
      <Toasts call={call} t={t} />
    </>
  );
}

// The call's header and stage: everybody's pictures, and the sound that belongs to them.
import "@/i18n/ready.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { regionRef } from "@/components/base/regions.ts";
import { useExtra } from "@/components/load_extras.ts";
import { Banners } from "@/components/stage/Banners.tsx";
import { CallHeader } from "@/components/stage/CallHeader.tsx";
import { Stage } from "@/components/stage/Stage.tsx";
import { RemoteAudio } from "@/components/stage/RemoteAudio.tsx";
import { Announcements } from "@/components/notifications/Announcements.tsx";
import { NewVersionBanner } from "@/components/notifications/NewVersion.tsx";
import { ToastRegion } from "@/components/notifications/ToastRegion.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { isOutdated } from "@/hooks/is_outdated.ts";
import { useCall } from "@/hooks/use_call.ts";
import { useTitle } from "@/hooks/use_title.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function VideoGrid({ room, locale }: Props) {
  const call = useCall(room);
  const { volumes, membership } = call;
  const t = useT(locale);
  const blocked = useSignal(false);
  const inCall = membership.phase.value === "call";
  const Waiting = useExtra(call.moderation.waiting.value.length > 0, (all) => all.WaitingBanner);
  const KeysChanged = useExtra(call.encryption.changed.value, (all) => all.KeysChanged);
  const ToastList = useExtra(
    call.notifications.toasts.list.value.length > 0,
    (all) => all.ToastList,
  );
  useTitle(call, t);
  useEffect(() => {
    document.documentElement.classList.toggle(
      "reduce-motion",
      call.preferences.settings.value.calm,
    );
  }, [call.preferences.settings.value.calm]);
  return (
    <>
      <Announcements current={call.notifications.announcer.current.value} t={t} />
      {inCall && <CallHeader call={call} t={t} />}
      {inCall && (
        <main
          ref={regionRef.stage}
          class="stage"
          id="main"
          tabIndex={-1}
          aria-label={t("region.stage")}
        >
          <Banners call={call} blocked={blocked} t={t}>
            {KeysChanged && <KeysChanged call={call} t={t} />}
            {isOutdated(call) && <NewVersionBanner onReload={() => call.reload()} t={t} />}
            {Waiting && <Waiting call={call} t={t} />}
          </Banners>
          <Stage call={call} t={t} />
          <RemoteAudio
            voices={call.voices.value}
            gainOf={({ id }) => volumes.gainOf(id)}
            speaker={call.media.speaker.value}
            blocked={blocked}
            onSpeakerFailed={(id) => call.media.noteFailedSpeaker(id)}
          />
        </main>
      )}
      <ToastRegion t={t}>{ToastList && <ToastList call={call} t={t} />}</ToastRegion>
    </>
  );
}

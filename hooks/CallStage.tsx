// The call's header and stage: everybody's pictures, and the sound that belongs to them.
import { useSignal } from "@preact/signals";
import { bound, type OfCall } from "@/components/base/bound.tsx";
import { regionProps } from "@/components/base/regions.ts";
import { useExtra } from "@/components/load_parts.ts";
import { Banners } from "@/components/stage/Banners.tsx";
import { bannersProps } from "@/components/stage/banners_props.ts";
import { callHeaderProps } from "@/components/stage/call_header_props.ts";
import { CallHeader } from "@/components/stage/CallHeader.tsx";
import { Stage } from "@/components/stage/Stage.tsx";
import { useStageProps } from "@/components/stage/tiles_props.ts";
import { RemoteAudio } from "@/components/stage/RemoteAudio.tsx";
import { Announcements } from "@/components/notifications/Announcements.tsx";
import { NewVersionBanner } from "@/components/notifications/NewVersion.tsx";
import { ToastRegion } from "@/components/notifications/ToastRegion.tsx";
import { isOutdated } from "./is_outdated.ts";
import { hasCallScreen, useScreenAhead } from "./use_call_screen.ts";

const Header = bound(CallHeader, callHeaderProps);
const Pictures = bound(Stage, useStageProps);
const AllBanners = bound(Banners, bannersProps);

export function CallStage({ call, t }: OfCall) {
  const { announcer, toasts } = call.notifications;
  useScreenAhead();
  const ToastList = useExtra(toasts.list.value.length > 0, (all) => all.ToastList);
  return (
    <>
      <Announcements current={announcer.current.value} t={t} />
      {hasCallScreen(call) && (
        <>
          <Header call={call} t={t} />
          <Running call={call} t={t} />
        </>
      )}
      <ToastRegion t={t}>{ToastList && <ToastList call={call} t={t} />}</ToastRegion>
    </>
  );
}

/** The pictures, the sound, and what is urgent over them. */
function Running({ call, t }: OfCall) {
  const blocked = useSignal(false);
  const Waiting = useExtra(call.moderation.waiting.value.length > 0, (all) => all.WaitingBanner);
  const FileDrop = useExtra(call.settled.value, (all) => all.FileDrop);
  const isRecorded = call.recording.recorders.value.length > 0 ||
    call.recording.state.value !== null;
  const RecordingMark = useExtra(isRecorded, (all) => all.RecordingMark);
  const KeysChanged = useExtra(call.encryption.changed.value, (all) => all.KeysChanged);
  const onSound = () => blocked.value = false;
  const isShown = call.membership.phase.value === "call";
  return (
    <main
      {...regionProps("stage", { class: "stage", isShown })}
      {...isShown && { id: "main" }}
      tabIndex={-1}
      aria-label={t("region.stage")}
    >
      <AllBanners call={call} blocked={blocked.value} onSound={onSound} t={t}>
        {isRecorded && RecordingMark && <RecordingMark call={call} t={t} />}
        {KeysChanged && <KeysChanged call={call} t={t} />}
        {isOutdated(call) && <NewVersionBanner onReload={() => call.reload()} t={t} />}
        {Waiting && <Waiting call={call} t={t} />}
      </AllBanners>
      <Pictures call={call} t={t} />
      {FileDrop && <FileDrop call={call} t={t} />}
      <RemoteAudio
        voices={call.voices.value}
        gainOf={({ id }) => call.volumes.gainOf(id)}
        speaker={call.media.speaker.value}
        blocked={blocked}
        onSpeakerFailed={(id) => call.media.noteFailedSpeaker(id)}
      />
    </main>
  );
}

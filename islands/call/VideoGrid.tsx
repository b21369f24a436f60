// The call's header and stage: everybody's pictures, and the sound that belongs to them.
import "@/i18n/ready.ts";
import { useSignal } from "@preact/signals";
import { CallHeader } from "@/components/stage/CallHeader.tsx";
import { Banners } from "@/components/stage/Banners.tsx";
import { Stage } from "@/components/stage/Stage.tsx";
import { Voices } from "@/components/stage/Voices.tsx";
import { useT } from "@/i18n/active.ts";
import type { Locale } from "@/i18n/locales.ts";
import { useCall } from "./use_call.ts";

interface Props {
  room: string;
  locale: Locale;
}

export default function VideoGrid({ room, locale }: Props) {
  const { model } = useCall(room);
  const t = useT(locale);
  const blocked = useSignal(false);
  if (model.room.phase.value !== "call") return null;
  return (
    <>
      <CallHeader
        room={room}
        count={model.count.value}
        since={model.room.enteredAt.value ?? 0}
        t={t}
      />
      <main class="stage" id="main" tabIndex={-1} aria-label={t("region.stage")}>
        <Banners model={model} blocked={blocked} t={t} />
        <Stage tiles={model.tiles.value} t={t} />
        <Voices
          voices={model.voices.value}
          speaker={model.local.chosen.value.speaker}
          blocked={blocked}
        />
      </main>
    </>
  );
}

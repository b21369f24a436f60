// Plays a recording from memory.
import { useEffect, useRef } from "preact/hooks";
import type { T } from "@/i18n/messages.ts";
import { useSpeaker } from "../base/use_speaker.ts";

/** Starts by itself: the press that made the recording asked for it. */
export function Playback(
  { recording, speaker, onSpeakerFailed, t }: {
    recording: Blob;
    speaker: string | undefined;
    onSpeakerFailed(speaker: string): void;
    t: T;
  },
) {
  const video = useRef<HTMLVideoElement>(null);
  const mayBegin = useSpeaker(video, { speaker, onFailed: onSpeakerFailed });
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const url = URL.createObjectURL(recording);
    element.src = url;
    void mayBegin().then(() => element.play()).catch(() => {}); // a press on its own button will do
    return () => URL.revokeObjectURL(url);
  }, [recording]);
  return <video ref={video} class="playback" controls playsInline aria-label={t("test.play")} />;
}

// The sound of everybody else, independent of where (or whether) their picture stands.
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Voice } from "@/call/mod.ts";

interface Props {
  voices: readonly Voice[];
  /** The chosen speaker, where the browser can switch it. */
  speaker: string | undefined;
  /** Set when the browser refuses to play without a click. */
  blocked: Signal<boolean>;
}

/** One <audio> per person and per shared screen. */
export function Voices({ voices, speaker, blocked }: Props) {
  return (
    <div hidden>
      {voices.flatMap(({ id, tracks }) =>
        tracks.map((track) => (
          <Sound key={`${id}:${track.id}`} track={track} speaker={speaker} blocked={blocked} />
        ))
      )}
    </div>
  );
}

interface SoundProps extends Omit<Props, "voices"> {
  track: MediaStreamTrack;
}

function Sound({ track, speaker, blocked }: SoundProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const isBlocked = blocked.value;
  useEffect(() => {
    if (audio.current) audio.current.srcObject = new MediaStream([track]);
  }, [track]);
  useEffect(() => {
    if (isBlocked) return;
    audio.current?.play().catch((error: Error) => {
      if (error.name === "NotAllowedError") blocked.value = true;
      else if (error.name !== "AbortError") throw error; // Abort: it was removed meanwhile
    });
  }, [track, isBlocked]);
  useEffect(() => {
    const element = audio.current;
    if (!element || speaker === undefined || !("setSinkId" in element)) return;
    element.setSinkId(speaker).catch(() => element.setSinkId("")); // gone: the default one
  }, [speaker]);
  return <audio ref={audio} autoplay />;
}

// The sound of everybody else, independent of where (or whether) their picture stands.
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Voice } from "@/call/mod.ts";
import { startPlaying, useKeepPlaying } from "../base/use_keep_playing.ts";

interface Props {
  voices: readonly Voice[];
  /** How loud a voice is to be: 0 is silence, 1 as it comes, 2 twice that. */
  gainOf(voice: Voice): number;
  /** The chosen speaker, where the browser can switch it. */
  speaker: string | undefined;
  /** Set when the browser refuses to play without a click. */
  blocked: Signal<boolean>;
  /** The chosen speaker could not be used. */
  onSpeakerFailed?(): void;
}

/** One <audio> per person and per shared screen. */
export function Voices({ voices, gainOf, ...rest }: Props) {
  return (
    <div hidden>
      {voices.flatMap((voice) =>
        voice.tracks.map((track) => (
          <Sound key={`${voice.id}:${track.id}`} track={track} gain={gainOf(voice)} {...rest} />
        ))
      )}
    </div>
  );
}

interface SoundProps extends Omit<Props, "voices" | "gainOf"> {
  track: MediaStreamTrack;
  gain: number;
}

function Sound({ track, gain, speaker, blocked, onSpeakerFailed }: SoundProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const isBlocked = blocked.value;
  const onBlocked = () => void (blocked.value = true);
  useKeepPlaying(audio, onBlocked);
  useEffect(() => {
    if (audio.current) audio.current.srcObject = new MediaStream([track]);
  }, [track]);
  useEffect(() => {
    if (audio.current && !isBlocked) startPlaying(audio.current, onBlocked);
  }, [track, isBlocked]);
  useEffect(() => {
    if (audio.current) {
      audio.current.volume = Math.min(1, gain);
      audio.current.muted = gain === 0; // an iPhone leaves the volume to its own buttons
    }
    return gain > 1 ? addLoudness(track, gain - 1) : undefined;
  }, [track, gain]);
  useEffect(() => {
    const element = audio.current;
    if (!element || speaker === undefined || !("setSinkId" in element)) return;
    element.setSinkId(speaker).catch(() => {
      onSpeakerFailed?.();
      return element.setSinkId(""); // gone: the default one
    });
  }, [speaker]);
  return <audio ref={audio} autoplay />;
}

/** An element is never louder than what comes; what is to be added goes beside it. */
function addLoudness(track: MediaStreamTrack, gain: number): () => void {
  const context = new AudioContext();
  const amplifier = context.createGain();
  amplifier.gain.value = gain;
  context.createMediaStreamSource(new MediaStream([track])).connect(amplifier)
    .connect(context.destination);
  return () => void context.close();
}

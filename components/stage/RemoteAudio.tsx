// The sound of everybody else, independent of where (or whether) their picture stands.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Voice } from "@/call/mod.ts";
import { startPlaying, useKeepPlaying } from "../base/use_keep_playing.ts";
import { useSpeaker } from "../base/use_speaker.ts";
import { fetchedOnce } from "../fetch_part.ts";
import type { Louder } from "./gain.ts";

interface Props {
  voices: readonly Voice[];
  /** How loud a voice is to be: 0 is silence, 1 as it comes, 2 twice that. */
  gainOf(voice: Voice): number;
  /** Where all of it comes out; undefined while nothing was chosen. */
  speaker: string | undefined;
  /** Set when the browser refuses to play without a click. */
  blocked: Signal<boolean>;
  /** The chosen speaker could not be used. */
  onSpeakerFailed?(speaker: string): void;
}

/** One <audio> per person and per shared screen. */
export function RemoteAudio({ voices, gainOf, ...rest }: Props) {
  return (
    <div hidden>
      {voices.flatMap((voice) => {
        const gain = gainOf(voice);
        return [
          ...voice.tracks.map((track) => ({ track, gain })),
          ...voice.held.map((track) => ({ track, gain: 0 })),
        ].map((sound) => <Sound key={`${voice.id}:${sound.track.id}`} {...sound} {...rest} />);
      })}
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
  const mayBegin = useSpeaker(audio, { speaker, onFailed: onSpeakerFailed });
  const louder = useLouder(track, { gain, isBlocked });
  useEffect(() => {
    let isWanted = true;
    const stream = louder?.stream ?? new MediaStream([track]);
    void mayBegin().then(() => {
      if (!isWanted || !audio.current) return;
      audio.current.srcObject = stream;
      startPlaying(audio.current, onBlocked);
    });
    return () => isWanted = false;
  }, [track, louder]);
  useEffect(() => {
    if (audio.current?.srcObject && !isBlocked) startPlaying(audio.current, onBlocked);
  }, [isBlocked]);
  useEffect(() => {
    if (!audio.current) return;
    audio.current.volume = Math.min(1, gain);
    audio.current.muted = gain === 0; // an iPhone leaves the volume to its own buttons
    louder?.setGain(gain);
  }, [track, gain, louder]);
  return <audio ref={audio} autoplay />;
}

const loadGain = fetchedOnce(() => import("./gain.ts"));

/** What an element is to play in place of a track that is to be louder than it comes. */
function useLouder(
  track: MediaStreamTrack,
  { gain, isBlocked }: { gain: number; isBlocked: boolean },
): Louder | null {
  const louder = useSignal<Louder | null>(null);
  const isLoud = gain > 1 && !isBlocked;
  useEffect(() => {
    if (!isLoud) return;
    let isWanted = true;
    let end: (() => void) | null = null;
    loadGain().then(({ keepLouder }) => {
      if (isWanted) end = keepLouder(track, { gain, hear: (made) => louder.value = made });
    }, reportError);
    return () => {
      isWanted = false;
      end?.();
    };
  }, [track, isLoud]);
  return louder.value;
}

// A <video> that shows one track. The only effect a component may have.
import { useEffect, useRef } from "preact/hooks";
import { useKeepPlaying } from "./use_keep_playing.ts";

interface Props {
  track: MediaStreamTrack | null;
  class?: string;
  style?: Record<string, string>;
}

/** Silent by nature: sound has elements of its own (`RemoteAudio`). Hidden from screen readers. */
export function MediaVideo({ track, class: className, style }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = track ? new MediaStream([track]) : null;
  }, [track]);
  useKeepPlaying(video);
  return (
    <video
      ref={video}
      class={className}
      style={style}
      autoplay
      playsInline
      muted
      aria-hidden="true"
      tabIndex={-1}
    />
  );
}

// A <video> that shows one track. The only effect a component may have.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useKeepPlaying } from "./use_keep_playing.ts";

interface Props {
  track: MediaStreamTrack | null;
  class?: string;
  style?: Record<string, string>;
  /** For the element itself. */
  video?: RefObject<HTMLVideoElement>;
}

/** Silent by nature: sound has elements of its own (`RemoteAudio`). Hidden from screen readers. */
export function MediaVideo({ track, class: className, style, video: given }: Props) {
  const own = useRef<HTMLVideoElement>(null);
  const video = given ?? own;
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

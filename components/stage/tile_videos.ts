// The <video> of each tile, for the browser's own small window of one picture.
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

const videos = new Map<string, RefObject<HTMLVideoElement>>();

/** Notes the element that shows the tile with this key; `onFloat` hears what the browser's own window shows. */
export function useNotedVideo(
  key: string,
  video: RefObject<HTMLVideoElement>,
  onFloat: (keys: readonly string[]) => void,
): void {
  useEffect(() => noteVideo(key, video, onFloat), [key]);
}

function noteVideo(
  key: string,
  video: RefObject<HTMLVideoElement>,
  onFloat: (keys: readonly string[]) => void,
): () => void {
  const element = video.current;
  const enter = () => onFloat([key]);
  const leave = () => onFloat([]);
  videos.set(key, video);
  element?.addEventListener("enterpictureinpicture", enter);
  element?.addEventListener("leavepictureinpicture", leave);
  return () => {
    videos.delete(key);
    element?.removeEventListener("enterpictureinpicture", enter);
    element?.removeEventListener("leavepictureinpicture", leave);
  };
}

/** The element that shows the tile; null while the tile is not in the page. */
export function videoOf(key: string): HTMLVideoElement | null {
  return videos.get(key)?.current ?? null;
}

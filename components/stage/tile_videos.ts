// The <video> of each tile, for the browser's own small window of one picture.
import type { RefObject } from "preact";

const videos = new Map<string, RefObject<HTMLVideoElement>>();

/** Notes the element that shows the tile with this key; returns what forgets it. */
export function noteVideo(key: string, video: RefObject<HTMLVideoElement>): () => void {
  videos.set(key, video);
  return () => void videos.delete(key);
}

/** The element that shows the tile; null while the tile is not in the page. */
export function videoOf(key: string): HTMLVideoElement | null {
  return videos.get(key)?.current ?? null;
}

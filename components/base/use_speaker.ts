// Where an element's sound comes out. Everything that is heard goes through here.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface SpeakerOptions {
  /** The speaker's id, "" for the default one; undefined while none was chosen. */
  speaker: string | undefined;
  /** It could not be used. */
  onFailed?: ((speaker: string) => void) | undefined;
}

/** Lets an element be heard from this speaker alone; what is returned resolves when it may begin. */
export function useSpeaker(
  ref: RefObject<HTMLMediaElement>,
  { speaker, onFailed }: SpeakerOptions,
): () => Promise<void> {
  const chosen = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    const element = ref.current;
    if (!element || speaker === undefined || !("setSinkId" in element)) return;
    chosen.current = element.setSinkId(speaker).catch(async () => {
      await element.setSinkId("").catch(() => {});
      if (speaker !== "") onFailed?.(speaker);
    });
  }, [speaker]);
  return () => chosen.current;
}

// Where an element's sound comes out. Everything that is heard goes through here.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { tryTo } from "./guarded_calls.ts";

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
    chosen.current = choose(element, speaker).catch(async () => {
      await tryTo(() => element.setSinkId(""));
      if (speaker !== "") onFailed?.(speaker);
    });
  }, [speaker]);
  return () => chosen.current;
}

/** Rejects however the browser refuses. */
async function choose(element: HTMLMediaElement, speaker: string): Promise<void> {
  await element.setSinkId(speaker);
}

// Keeps a list that grows at its end in view there, as long as the reader is there.
import { type Signal, useSignal } from "@preact/signals";
import { type RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** Nearer to the end than this, in CSS pixels, means that the reader follows. */
const NEAR_END = 80;

export interface FollowEnd {
  /** The element that scrolls, and the one in it that grows. */
  box: RefObject<HTMLDivElement>;
  content: RefObject<HTMLDivElement>;
  /** Whether the reader is at the end. */
  follows: Signal<boolean>;
  /** Goes to the end and stays there. */
  toEnd(): void;
  onScroll(): void;
}

/** Looks again whenever one of `grows` has changed. */
export function useFollowEnd(grows: readonly unknown[]): FollowEnd {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useSignal(true);
  function toEnd(): void {
    follows.value = true;
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }
  function onScroll(): void {
    if (!box.current) return;
    const { scrollHeight, scrollTop, clientHeight } = box.current;
    follows.value = scrollHeight - scrollTop - clientHeight < NEAR_END;
  }
  useLayoutEffect(() => {
    if (follows.peek()) toEnd();
  }, grows);
  useEffect(() => {
    if (!box.current || !content.current) return;
    // Lines far off get their true height only when they come near, and windows change theirs.
    const heights = new ResizeObserver(() => follows.peek() && toEnd());
    for (const one of [box.current, content.current]) heights.observe(one);
    return () => heights.disconnect();
  }, []);
  return { box, content, follows, toEnd, onScroll };
}

// The stage: measures itself, and holds the pictures and what lies over them.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface StageProps {
  /** The tiles in the order of joining, which never changes; their places do. */
  tiles: ComponentChildren;
  /** Stands beside one's picture while nobody else is there. */
  card: ComponentChildren;
  /** Belongs to a picture that is large. */
  bar: ComponentChildren;
  /** Turns the pages of a large room. */
  pager: ComponentChildren;
  /** The stage has this size, in CSS pixels. */
  onMeasure(size: { width: number; height: number }): void;
}

export function Stage({ tiles, card, bar, pager, onMeasure }: StageProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && onMeasure(entry.contentRect));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return (
    <>
      <div ref={element} class="stage-tiles">
        {tiles}
        {card}
      </div>
      {bar}
      {pager}
    </>
  );
}

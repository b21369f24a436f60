// The stage: measures itself and puts every picture where the layout says.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { gridBoxes, screenBoxes, type Stage as Size, type Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { VideoTile } from "./VideoTile.tsx";

interface Props {
  tiles: readonly Tile[];
  t: T;
}

/** Pictures stand side by side; beside a shared screen they become a strip. */
export function Stage({ tiles, t }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      size.value = { width, height };
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  const screens = tiles.map(({ kind }) => kind === "screen");
  const boxes = screens.includes(true)
    ? screenBoxes(size.value, screens)
    : gridBoxes(size.value, tiles.length);
  return (
    <div ref={element} class="stage-tiles">
      {tiles.map((tile, index) => {
        const box = boxes[index];
        return box && <VideoTile key={tile.key} tile={tile} box={box} t={t} />;
      })}
    </div>
  );
}

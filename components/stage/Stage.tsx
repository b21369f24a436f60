// The stage: measures itself and puts every picture where the scene says.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { useEffect, useRef } from "preact/hooks";
import { useExtra } from "../load_extras.ts";
import { VideoTile } from "./VideoTile.tsx";

interface Props {
  call: Call;
  t: T;
}

/** The order in the document is that of joining and never changes; places do. */
export function Stage({ call, t }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const { layout: stage } = call;
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && stage.measure(entry.contentRect));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  const layout = stage.layout.value;
  const InviteCard = useExtra(layout.card !== null, (all) => all.InviteCard);
  const ShareBar = useExtra(layout.kind === "large", (all) => all.ShareBar);
  const Pager = useExtra(layout.pages > 1, (all) => all.Pager);
  return (
    <>
      <div ref={element} class="stage-tiles">
        {stage.tiles.value.map((tile) => (
          <VideoTile
            key={tile.key}
            tile={tile}
            place={layout.places.get(tile.key) ?? null}
            call={call}
            t={t}
          />
        ))}
        {layout.card && InviteCard && <InviteCard call={call} box={layout.card} t={t} />}
      </div>
      {layout.kind === "large" && ShareBar && <ShareBar call={call} t={t} />}
      {layout.pages > 1 && Pager && <Pager call={call} t={t} />}
    </>
  );
}

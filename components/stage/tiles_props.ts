// What the stage and its tiles get from the call.
import { h } from "preact";
import { type Call, cornerAt, type Tile, type TilePlacement, WHOLE } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { bound } from "../base/bound.tsx";
import { useExtra } from "../load_parts.ts";
import type { StageProps } from "./Stage.tsx";
import { VideoTile, type VideoTileProps } from "./VideoTile.tsx";

interface OfTile {
  tile: Tile;
  /** Null where it is not to be seen now. */
  place: TilePlacement | null;
}

/** Each tile follows its own signals: who begins to speak renders one tile. */
const BoundTile = bound(VideoTile, useVideoTileProps);

export function useStageProps(call: Call, t: T): StageProps {
  const { layout: { layout: { value: layout }, tiles } } = call;
  const InviteCard = useExtra(layout.card !== null, (all) => all.InviteCard);
  const ShareBar = useExtra(layout.kind === "large", (all) => all.ShareBar);
  const Pager = useExtra(layout.pages > 1, (all) => all.Pager);
  return {
    tiles: tiles.value.map((tile) =>
      h(BoundTile, { key: tile.key, tile, place: layout.places.get(tile.key) ?? null, call, t })
    ),
    card: layout.card && InviteCard && h(InviteCard, { call, box: layout.card, t }),
    bar: layout.kind === "large" && ShareBar && h(ShareBar, { call, t }),
    pager: layout.pages > 1 && Pager && h(Pager, { call, t }),
    onMeasure: (size) => call.layout.measure(size),
  };
}

function useVideoTileProps(call: Call, t: T, { tile, place }: OfTile): VideoTileProps {
  const { layout, preferences: { settings }, media } = call;
  const isSettled = call.settled.value;
  const FloatingReactions = useExtra(isSettled, (all) => all.FloatingReactions);
  const TileMenu = useExtra(isSettled, (all) => all.TileMenu);
  const isCamera = tile.kind === "camera";
  const isLargeScreen = !isCamera && place?.role === "main";
  const zoomHandlers = useExtra(isLargeScreen, (all) => all.zoomHandlers);
  return {
    tile,
    place,
    isSpeaking: isCamera && call.activeSpeakers.speaking.value.has(tile.member.id),
    isPinned: layout.pinned.value === tile.key,
    isMirrored: tile.self && isCamera && settings.value.mirror &&
      media.facing.value !== "environment",
    corner: settings.value.corner,
    zoom: isLargeScreen ? layout.zoom.value : WHOLE,
    zoomHandlers: isLargeScreen ? zoomHandlers : null,
    reactions: isCamera && FloatingReactions && h(FloatingReactions, { call, tile, t }),
    menu: TileMenu && h(TileMenu, { tile, call, t }),
    onPin: (on) => layout.setPinned(tile.key, on),
    onCorner: (corner) => layout.setCorner(corner),
    onDrop: (middle) => layout.setCorner(cornerAt(layout.size.value, middle)),
    onZoom: (factor, options) => layout.zoomBy(factor, options),
    onPan: (by, options) => layout.panBy(by, options),
    onFloat: (keys) => layout.setFloating(keys),
    t,
  };
}

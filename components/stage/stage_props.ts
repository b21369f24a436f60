// What the parts of the stage that are loaded later get from the call.
import { type Call, STEP, type Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { regionOf } from "../base/regions.ts";
import type { FloatingReactionsProps } from "./FloatingReactions.tsx";
import { setFullScreen, useFullScreen } from "./full_screen.ts";
import type { PagerProps } from "./Pager.tsx";
import type { ShareBarProps } from "./ShareBar.tsx";
import type { TileMenuProps } from "./TileMenu.tsx";

interface OfTile {
  tile: Tile;
}

export function tileMenuProps(call: Call, t: T, { tile }: OfTile): TileMenuProps {
  const { layout, preferences, volumes } = call;
  return {
    tile,
    isPinned: layout.pinned.value === tile.key,
    isMuted: volumes.of(tile.member.id).muted,
    settings: preferences.settings.value,
    onPin: (on) => layout.setPinned(tile.key, on),
    onMute: (muted) => volumes.setMuted(tile.member.id, muted),
    onSet: (name, on) => preferences.set(name, on),
    t,
  };
}

/** Reactions float over cameras only. */
export function floatingReactionsProps(call: Call, t: T, { tile }: OfTile): FloatingReactionsProps {
  const { id, name } = tile.member;
  const shown = call.presence.shown.value.filter(({ member }) => member === id);
  return { name, reactions: tile.kind === "camera" ? shown : [], t };
}

export function pagerProps({ layout }: Call, t: T): PagerProps {
  const { page, pages } = layout.layout.value;
  return { page, pages, onTurn: (by) => layout.turnPage(by), t };
}

export function useShareBarProps({ layout: stage }: Call, t: T): ShareBarProps {
  const isFull = useFullScreen();
  const { main: key, places } = stage.layout.value;
  const tile = stage.tiles.value.find((tile) => tile.key === key);
  const box = key === null ? undefined : places.get(key)?.box;
  return {
    main: tile && box ? { tile, x: box.x, width: box.width } : null,
    screens: stage.screens.value,
    isPinned: tile !== undefined && stage.pinned.value === tile.key,
    isFull,
    isStripHidden: stage.filmstripHidden.value,
    scale: stage.zoom.value.scale,
    onScreen: (key) => stage.chooseScreen(key),
    onUnpin: () => tile && stage.setPinned(tile.key, false),
    onFull: (on) => setFullScreen(on, regionOf("stage")),
    onHideStrip: (hidden) => stage.hideFilmstrip(hidden),
    onZoom(to) {
      if (to === "fit") stage.zoomOut();
      else if (box) stage.zoomBy(to === "larger" ? STEP : 1 / STEP, { box });
    },
    t,
  };
}

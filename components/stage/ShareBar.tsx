// The bar of a large picture: whose it is, zoom, full screen, the strip, other screens.
import type { Tile } from "@/call/mod.ts";
import { percent } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { MenuItem } from "../base/MenuItem.tsx";
import { titleOf } from "./tile_text.ts";

export interface ShareBarProps {
  /** The large picture and where it is, in CSS pixels of the stage; null while there is none. */
  main: { tile: Tile; x: number; width: number } | null;
  /** All screens that are shared. */
  screens: readonly Tile[];
  isPinned: boolean;
  /** Something of the page is over the whole screen. */
  isFull: boolean;
  /** The strip of small pictures is hidden. */
  isStripHidden: boolean;
  /** Size of the picture; 1 is as it fits. */
  scale: number;
  onScreen(key: string): void;
  onUnpin(): void;
  onFull(on: boolean): void;
  onHideStrip(hidden: boolean): void;
  onZoom(to: "larger" | "smaller" | "fit"): void;
  t: T;
}

/** Stands over the upper edge of the stage. */
export function ShareBar(props: ShareBarProps) {
  const { main, screens, isPinned, isFull, isStripHidden, onUnpin, onFull, onHideStrip, t } = props;
  if (main === null) return null;
  const { tile, x, width } = main;
  const isScreen = tile.kind === "screen";
  const title = isScreen && !tile.self
    ? t("screen.presenting", { name: tile.member.name })
    : titleOf(tile, t);
  return (
    <div class="share-bar-place" style={{ left: `${x}px`, inlineSize: `${width}px` }}>
      <div class="share-bar" role="group" aria-label={title}>
        <p class="truncate">{title}</p>
        {screens.length > 1 && <ScreenMenu {...props} />}
        {isScreen && <ZoomButtons {...props} />}
        {isPinned && (
          <IconButton icon="pin-off" label={t("pin.off")} tone="quiet" onPress={onUnpin} />
        )}
        <IconButton
          icon={isFull ? "minimize" : "maximize"}
          label={t(isFull ? "full.off" : "full.on")}
          tone="quiet"
          on={isFull}
          onPress={onFull}
        />
        <IconButton
          icon={isStripHidden ? "panel-right-open" : "panel-right-close"}
          label={t(isStripHidden ? "screen.showStrip" : "screen.hideStrip")}
          tone="quiet"
          on={isStripHidden}
          onPress={onHideStrip}
        />
      </div>
    </div>
  );
}

function ZoomButtons({ scale, onZoom, t }: ShareBarProps) {
  const shown = percent(scale, t.locale);
  return (
    <>
      <IconButton
        icon="zoom-out"
        label={t("screen.zoomOut")}
        tone="quiet"
        onPress={() => onZoom("smaller")}
      />
      <button
        type="button"
        class="btn quiet tabular zoom-now"
        aria-label={t("screen.zoom", { percent: shown })}
        onClick={() => onZoom("fit")}
      >
        {shown}
      </button>
      <IconButton
        icon="zoom-in"
        label={t("screen.zoomIn")}
        tone="quiet"
        onPress={() => onZoom("larger")}
      />
    </>
  );
}

/** Several people share at once: which one to see. */
function ScreenMenu(props: ShareBarProps) {
  const label = props.t("screen.switch", { n: props.screens.length });
  return (
    <>
      <button type="button" class="btn quiet" popovertarget="screens" aria-haspopup="menu">
        {label}
      </button>
      <Menu id="screens" label={label}>
        <ScreenItems {...props} />
      </Menu>
    </>
  );
}

/** What stands in the menu while it is open. */
export function ScreenItems(
  { main, screens, onScreen, t }: Pick<ShareBarProps, "main" | "screens" | "onScreen" | "t">,
) {
  return (
    <>
      {screens.map(({ key, member }) => (
        <MenuItem
          key={key}
          kind="radio"
          checked={key === main?.tile.key}
          onPress={() => onScreen(key)}
        >
          {t("tile.screenOf", { name: member.name })}
        </MenuItem>
      ))}
    </>
  );
}

// The bar of a large picture: whose it is, zoom, full screen, the strip, other screens.
import { type Call, STEP } from "@/call/mod.ts";
import { percent } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { MenuItem } from "../base/MenuItem.tsx";
import { setFullScreen, useFullScreen } from "./full_screen.ts";
import { titleOf } from "./tile_text.ts";

interface Props {
  call: Call;
  t: T;
}

/** Stands over the upper edge of the stage. */
export function ShareBar({ call, t }: Props) {
  const { layout: stage } = call;
  const full = useFullScreen();
  const { main, places } = stage.layout.value;
  const tile = stage.tiles.value.find(({ key }) => key === main);
  const box = main === null ? undefined : places.get(main)?.box;
  if (!tile || !box) return null;
  const isScreen = tile.kind === "screen";
  const hidden = stage.filmstripHidden.value;
  const title = isScreen && !tile.self
    ? t("screen.presenting", { name: tile.member.name })
    : titleOf(tile, t);
  return (
    <div class="share-bar-place" style={{ left: `${box.x}px`, inlineSize: `${box.width}px` }}>
      <div class="share-bar" role="group" aria-label={title}>
        <p class="truncate">{title}</p>
        {stage.screens.value.length > 1 && <ScreenMenu call={call} t={t} />}
        {isScreen && <ZoomButtons call={call} box={box} t={t} />}
        {stage.pinned.value === tile.key && (
          <IconButton
            icon="pin-off"
            label={t("pin.off")}
            tone="quiet"
            onPress={() => stage.setPinned(tile.key, false)}
          />
        )}
        <IconButton
          icon={full ? "minimize" : "maximize"}
          label={t(full ? "full.off" : "full.on")}
          tone="quiet"
          on={full}
          onPress={(on) => setFullScreen(on, document.getElementById("main"))}
        />
        <IconButton
          icon={hidden ? "panel-right-open" : "panel-right-close"}
          label={t(hidden ? "screen.showStrip" : "screen.hideStrip")}
          tone="quiet"
          on={hidden}
          onPress={(hidden) => stage.hideFilmstrip(hidden)}
        />
      </div>
    </div>
  );
}

function ZoomButtons({ call: { layout: stage }, box, t }: Props & {
  box: { width: number; height: number };
}) {
  const { scale } = stage.zoom.value;
  const shown = percent(scale, t.locale);
  return (
    <>
      <IconButton
        icon="zoom-out"
        label={t("screen.zoomOut")}
        tone="quiet"
        onPress={() => stage.zoomBy(1 / STEP, { box })}
      />
      <button
        type="button"
        class="btn quiet tabular zoom-now"
        aria-label={t("screen.zoom", { percent: shown })}
        onClick={() => stage.zoomOut()}
      >
        {shown}
      </button>
      <IconButton
        icon="zoom-in"
        label={t("screen.zoomIn")}
        tone="quiet"
        onPress={() => stage.zoomBy(STEP, { box })}
      />
    </>
  );
}

/** Several people share at once: which one to see. */
function ScreenMenu({ call: { layout: stage }, t }: Props) {
  const screens = stage.screens.value;
  const label = t("screen.switch", { n: screens.length });
  return (
    <>
      <button type="button" class="btn quiet" popovertarget="screens" aria-haspopup="menu">
        {label}
      </button>
      <Menu id="screens" label={label}>
        {screens.map(({ key, member }) => (
          <MenuItem
            key={key}
            kind="radio"
            checked={key === stage.layout.value.main}
            onPress={() => stage.chooseScreen(key)}
          >
            {t("tile.screenOf", { name: member.name })}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

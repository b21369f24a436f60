// What can be done with one picture, for oneself alone.
import type { Settings, Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { MenuItem } from "../base/MenuItem.tsx";
import { PreferenceItem, type PreferenceName } from "../controls/PreferenceItem.tsx";
import { titleOf } from "./tile_text.ts";

export interface TileMenuProps {
  tile: Tile;
  isPinned: boolean;
  /** Whether this user has muted its member for themselves. */
  isMuted: boolean;
  settings: Readonly<Settings>;
  onPin(on: boolean): void;
  onMute(muted: boolean): void;
  onSet(name: PreferenceName, on: boolean): void;
  t: T;
}

/** A button in the corner, seen on hover and focus; it is the tile's stop for the Tab key. */
export function TileMenu(props: TileMenuProps) {
  const { tile, t } = props;
  const id = `tile-menu-${tile.key.replace(":", "-")}`;
  const label = t("tile.menu", { name: titleOf(tile, t) });
  return (
    <>
      <IconButton
        icon="ellipsis"
        label={label}
        class="tile-menu"
        popovertarget={id}
        aria-haspopup="menu"
      />
      <Menu id={id} label={label}>
        <TileItems {...props} />
      </Menu>
    </>
  );
}

/** What stands in the menu while it is open. */
export function TileItems(props: TileMenuProps) {
  const { tile: { kind, self }, isPinned, isMuted, settings, onPin, onMute, onSet, t } = props;
  return (
    <>
      <MenuItem icon={isPinned ? "pin-off" : "pin"} on={isPinned} onPress={onPin}>
        {t(isPinned ? "pin.off" : "pin.on")}
      </MenuItem>
      {!self && (
        <MenuItem icon={isMuted ? "volume-2" : "volume-x"} on={isMuted} onPress={onMute}>
          {t(isMuted ? "people.unmuteForMe" : "people.muteForMe")}
        </MenuItem>
      )}
      {self && kind === "camera" && (
        <>
          <PreferenceItem
            name="mirror"
            icon="flip-horizontal-2"
            settings={settings}
            onSet={onSet}
          >
            {t("device.mirror")}
          </PreferenceItem>
          <PreferenceItem
            name="floatSelf"
            icon="picture-in-picture-2"
            settings={settings}
            onSet={onSet}
          >
            {t("settings.floatSelf")}
          </PreferenceItem>
          <MenuItem icon="eye-off" onPress={() => onSet("hideSelf", true)}>
            {t("settings.hideSelf")}
          </MenuItem>
        </>
      )}
    </>
  );
}

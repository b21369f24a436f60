// What can be done with one picture, for oneself alone.
import type { Call, Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { MenuItem } from "../base/MenuItem.tsx";
import { PreferenceItem } from "../controls/PreferenceItem.tsx";
import { titleOf } from "./tile_text.ts";

interface Props {
  tile: Tile;
  call: Call;
  t: T;
}

/** A button in the corner, seen on hover and focus; it is the tile's stop for the Tab key. */
export function TileMenu({ tile, call, t }: Props) {
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
        <Items tile={tile} call={call} t={t} />
      </Menu>
    </>
  );
}

function Items({ tile, call, t }: Props) {
  const { key, kind, self, member } = tile;
  const pinned = call.layout.pinned.value === key;
  const volume = call.volumes.of(member.id);
  return (
    <>
      <MenuItem
        icon={pinned ? "pin-off" : "pin"}
        on={pinned}
        onPress={(on) => call.layout.setPinned(key, on)}
      >
        {t(pinned ? "pin.off" : "pin.on")}
      </MenuItem>
      {!self && (
        <MenuItem
          icon={volume.muted ? "volume-2" : "volume-x"}
          on={volume.muted}
          onPress={(muted) => call.volumes.setMuted(member.id, muted)}
        >
          {t(volume.muted ? "people.unmuteForMe" : "people.muteForMe")}
        </MenuItem>
      )}
      {self && kind === "camera" && (
        <>
          <PreferenceItem call={call} name="mirror" icon="flip-horizontal-2">
            {t("device.mirror")}
          </PreferenceItem>
          <PreferenceItem call={call} name="floatSelf" icon="picture-in-picture-2">
            {t("settings.floatSelf")}
          </PreferenceItem>
          <MenuItem icon="eye-off" onPress={() => call.preferences.set("hideSelf", true)}>
            {t("settings.hideSelf")}
          </MenuItem>
        </>
      )}
    </>
  );
}

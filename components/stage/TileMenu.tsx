// What can be done with one picture, for oneself alone.
import type { Call, Tile } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu, MenuItem } from "../base/Menu.tsx";
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
  const pinned = call.stage.pinned.value === key;
  const volume = call.volumes.of(member.id);
  const { mirror, floatSelf } = call.preferences.settings.value;
  return (
    <>
      <MenuItem
        icon={pinned ? "pin-off" : "pin"}
        on={pinned}
        onPress={(on) => call.stage.setPinned(key, on)}
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
          <MenuItem
            icon="flip-horizontal-2"
            kind="check"
            checked={mirror}
            onPress={(on) => call.preferences.set("mirror", on)}
          >
            {t("device.mirror")}
          </MenuItem>
          <MenuItem
            icon="picture-in-picture-2"
            kind="check"
            checked={floatSelf}
            onPress={(on) => call.preferences.set("floatSelf", on)}
          >
            {t("settings.floatSelf")}
          </MenuItem>
          <MenuItem icon="eye-off" onPress={() => call.preferences.set("hideSelf", true)}>
            {t("settings.hideSelf")}
          </MenuItem>
        </>
      )}
    </>
  );
}

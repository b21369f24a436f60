// Everything that has no button of its own; on a phone, all but the six that have.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { MenuItem } from "../base/MenuItem.tsx";
import { setFullScreen, useFullScreen } from "../stage/full_screen.ts";
import { PreferenceItem } from "./PreferenceItem.tsx";
import { REACTION_MENU } from "./ReactionMenu.tsx";
import { openPopover } from "../base/guarded_calls.ts";

interface Props {
  call: Call;
  /** Opens or closes the floating window; null where there can be none. */
  onFloat: (() => void) | null;
  t: T;
}

/** What stands in the menu while it is open. */
export function MoreItems({ call, onFloat, t }: Props) {
  const full = useFullScreen();
  return (
    <>
      <NarrowItems call={call} t={t} />
      <Layout call={call} t={t} />
      {onFloat && (
        <MenuItem icon="picture-in-picture-2" shortcut="I" onPress={onFloat}>
          {t("pip.on")}
        </MenuItem>
      )}
      <MenuItem
        icon={full ? "minimize" : "maximize"}
        shortcut="S"
        on={full}
        onPress={(on) => setFullScreen(on, document.documentElement)}
      >
        {t(full ? "full.off" : "full.on")}
      </MenuItem>
      <MenuItem icon="user-plus" onPress={() => call.panels.open("invite")}>
        {t("invite.title")}
      </MenuItem>
      {call.moderation.isHost.value && (
        <MenuItem
          icon="door-open"
          onPress={() => call.panels.open("room")}
        >
          {t("host.title")}
        </MenuItem>
      )}
      <MenuItem icon="shield-check" onPress={() => call.panels.open("safety")}>
        {t("safety.title")}
      </MenuItem>
      <MenuItem icon="pencil" onPress={() => call.panels.open("name")}>
        {t("name.title")}
      </MenuItem>
      <MenuItem icon="activity" onPress={() => globalThis.open("/test", "_blank", "noopener")}>
        {t("test.open")}
      </MenuItem>
      <MenuItem icon="settings" onPress={() => call.panels.open("settings")}>
        {t("settings.title")}
      </MenuItem>
      <MenuItem icon="keyboard" shortcut="?" onPress={() => call.panels.open("keys")}>
        {t("keys.title")}
      </MenuItem>
    </>
  );
}

function Layout({ call, t }: Omit<Props, "onFloat">) {
  const { spotlight } = call.preferences.settings.value;
  return (
    <>
      <MenuItem
        icon={spotlight ? "layout-grid" : "presentation"}
        shortcut="W"
        on={spotlight}
        onPress={(on) => call.layout.setSpotlight(on)}
      >
        {t(spotlight ? "layout.toGrid" : "layout.toSpotlight")}
      </MenuItem>
      <PreferenceItem call={call} name="hideSelf" icon="eye-off">
        {t("settings.hideSelf")}
      </PreferenceItem>
    </>
  );
}

/** Where the bar is narrow these have no button there. */
function NarrowItems({ call, t }: Omit<Props, "onFloat">) {
  const { media: local } = call;
  const sharing = local.flags.value.screen;
  return (
    <div class="only-narrow" role="none">
      {local.canShareScreen.value && (
        <MenuItem
          icon={sharing ? "monitor-off" : "monitor-up"}
          on={sharing}
          onPress={(on) => void call.media.toggleScreen(on)}
        >
          {t(sharing ? "screen.off" : "screen.on")}
        </MenuItem>
      )}
      <MenuItem icon="users" onPress={() => call.panels.show("people")}>
        {t("people.title")}
      </MenuItem>
      <MenuItem
        icon="smile"
        onPress={() => openPopover(document.getElementById(REACTION_MENU))}
      >
        {t("react.title")}
      </MenuItem>
      {local.choices.value.camera.length > 1 && local.tracks.value.camera && (
        <MenuItem
          icon="switch-camera"
          onPress={() => void call.media.flip()}
        >
          {t("device.flip")}
        </MenuItem>
      )}
    </div>
  );
}

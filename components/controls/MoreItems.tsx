// Everything that has no button of its own; on a phone, all but the six that have.
import type { DialogName, Settings } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { MenuItem } from "../base/MenuItem.tsx";
import { type PanelRow, PANELS } from "../panel_table.ts";
import { setFullScreen, useFullScreen } from "../stage/full_screen.ts";
import { PreferenceItem, type PreferenceName } from "./PreferenceItem.tsx";

export interface MoreItemsProps {
  settings: Readonly<Settings>;
  /** Whether this user decides in the room. */
  isHost: boolean;
  isSharing: boolean;
  /** Whether this browser can share the screen. */
  canShareScreen: boolean;
  /** Whether another camera can take the place of the open one. */
  canFlip: boolean;
  /** Opens or closes the floating window; null where there can be none. */
  onFloat: (() => void) | null;
  /** Whether this person records the call; null where they may not. */
  isRecording: boolean | null;
  onRecord(on: boolean): void;
  /** Opens the row of reactions. */
  onReactions(): void;
  onShare(on: boolean): void;
  /** Takes the camera on the other side of the device. */
  onFlip(): void;
  onPeople(): void;
  onSpotlight(on: boolean): void;
  onSet(name: PreferenceName, on: boolean): void;
  onDialog(name: DialogName): void;
  t: T;
}

/** The dialogs in the order of the menu; the connection test opens in a tab of its own. */
const ORDER = [
  "invite",
  "room",
  "safety",
  "name",
  "files",
  "test",
  "stats",
  "settings",
  "keys",
] as const;

/** What stands in the menu while it is open. */
export function MoreItems(props: MoreItemsProps) {
  const { onFloat, t } = props;
  const full = useFullScreen();
  return (
    <>
      <NarrowItems {...props} />
      <LayoutItems {...props} />
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
      <RecordItems {...props} />
      {ORDER.map((name) =>
        name === "test"
          ? (
            <MenuItem
              key={name}
              icon="stethoscope"
              onPress={() => globalThis.open("/test", "_blank", "noopener")}
            >
              {t("test.open")}
            </MenuItem>
          )
          : <DialogItem key={name} name={name} {...props} />
      )}
    </>
  );
}

function RecordItems({ isRecording, onRecord, t }: MoreItemsProps) {
  return (
    <>
      {isRecording !== null && (
        <MenuItem icon={isRecording ? "square" : "circle-dot"} on={isRecording} onPress={onRecord}>
          {t(isRecording ? "rec.stop" : "rec.start")}
        </MenuItem>
      )}
      <MenuItem
        icon="film"
        onPress={() => globalThis.open("/recordings", "_blank", "noopener")}
      >
        {t("rec.title")}
      </MenuItem>
    </>
  );
}

function DialogItem({ name, isHost, onDialog, t }: MoreItemsProps & { name: DialogName }) {
  const { icon, title, key, forHosts }: PanelRow = PANELS[name];
  if (forHosts && !isHost) return null;
  return <MenuItem icon={icon} shortcut={key} onPress={() => onDialog(name)}>{t(title)}</MenuItem>;
}

function LayoutItems({ settings, onSet, onSpotlight, t }: MoreItemsProps) {
  const { spotlight } = settings;
  return (
    <>
      <MenuItem
        icon={spotlight ? "layout-grid" : "presentation"}
        shortcut="W"
        on={spotlight}
        onPress={onSpotlight}
      >
        {t(spotlight ? "layout.toGrid" : "layout.toSpotlight")}
      </MenuItem>
      <PreferenceItem settings={settings} onSet={onSet} name="hideSelf" icon="eye-off">
        {t("settings.hideSelf")}
      </PreferenceItem>
      <PreferenceItem settings={settings} onSet={onSet} name="saveData" icon="gauge">
        {t("saving.title")}
      </PreferenceItem>
    </>
  );
}

/** Where the bar is narrow these have no button there. */
function NarrowItems(props: MoreItemsProps) {
  const { isSharing, canShareScreen, canFlip, onShare, onPeople, onReactions, onFlip, t } = props;
  return (
    <div class="only-narrow" role="none">
      {canShareScreen && (
        <MenuItem
          icon={isSharing ? "monitor-off" : "monitor-up"}
          on={isSharing}
          onPress={onShare}
        >
          {t(isSharing ? "screen.off" : "screen.on")}
        </MenuItem>
      )}
      <MenuItem icon={PANELS.people.icon} onPress={onPeople}>{t(PANELS.people.title)}</MenuItem>
      <MenuItem icon="smile" onPress={onReactions}>{t("react.title")}</MenuItem>
      {canFlip && <MenuItem icon="switch-camera" onPress={onFlip}>{t("device.flip")}</MenuItem>}
    </div>
  );
}

// Settings of what one is told, and of the keys.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Toggle } from "../base/Toggle.tsx";

interface Props {
  call: Call;
  t: T;
}

/** Sounds, and what a screen reader says by itself. */
export function AlertSettings({ call: { preferences }, t }: Props) {
  const { sounds, announceMembers, announceChat, announceHands } = preferences.settings.value;
  return (
    <>
      <Toggle
        label={t("settings.sounds")}
        on={sounds}
        onChange={(on) => preferences.set("sounds", on)}
      />
      <fieldset class="stack">
        <legend class="label">{t("settings.announce")}</legend>
        <Toggle
          label={t("settings.announce.members")}
          on={announceMembers}
          onChange={(on) => preferences.set("announceMembers", on)}
        />
        <Toggle
          label={t("settings.announce.chat")}
          on={announceChat}
          onChange={(on) => preferences.set("announceChat", on)}
        />
        <Toggle
          label={t("settings.announce.hands")}
          on={announceHands}
          onChange={(on) => preferences.set("announceHands", on)}
        />
      </fieldset>
    </>
  );
}

/** Single keys can be switched off: who dictates would press them by speaking (WCAG 2.1.4). */
export function KeySettings({ call, t }: Props) {
  const { preferences, panels } = call;
  const { keys, pushToTalk, pushToMute } = preferences.settings.value;
  return (
    <>
      <Toggle
        label={t("settings.shortcuts")}
        on={keys}
        onChange={(on) => preferences.set("keys", on)}
      />
      <Toggle
        label={t("settings.ptt")}
        on={pushToTalk}
        onChange={(on) => preferences.set("pushToTalk", on)}
      />
      <Toggle
        label={t("settings.ptm")}
        on={pushToMute}
        onChange={(on) => preferences.set("pushToMute", on)}
      />
      <button type="button" class="btn" onClick={() => panels.open("keys")}>
        {t("keys.title")}
      </button>
    </>
  );
}

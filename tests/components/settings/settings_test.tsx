// The tabs of the settings: what each shows of the settings, and what a press sets.
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { DEFAULTS } from "@/call/preferences.ts";
import { amountIn } from "@/components/base/NumberField.tsx";
import { AlertSettings, KeySettings } from "@/components/settings/CallSettings.tsx";
import { AudioSettings, VideoSettings } from "@/components/settings/DeviceSettings.tsx";
import { LanguageSettings } from "@/components/settings/LookSettings.tsx";
import { TrafficSettings } from "@/components/settings/TrafficSettings.tsx";
import type { SettingsProps } from "@/components/settings/settings_types.ts";
import { SettingsDialog } from "@/components/settings/SettingsDialog.tsx";
import { SettingToggle } from "@/components/settings/SettingToggle.tsx";
import { LOCALE_NAMES, LOCALES, type T } from "@/i18n/messages.ts";
import { elementsOf } from "../kit/html_tree.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";
import { deviceChoices } from "../kit/samples.ts";

function settingsProps(t: T, changes: Partial<SettingsProps> = {}) {
  const intents = new Intents();
  const props: SettingsProps = {
    settings: DEFAULTS,
    onSet: intents.note("set"),
    onNoise: intents.note("noise"),
    onMusic: intents.note("music"),
    choices: deviceChoices(),
    chosen: { mic: "m2" },
    canChooseSpeaker: true,
    onChoose: intents.note("choose"),
    onTestSound: intents.bare("test"),
    level: signal(0),
    camera: null,
    isRearCamera: false,
    onOpenKeys: intents.bare("keys"),
    t,
    ...changes,
  };
  return { props, intents };
}

inEachLanguage("the dialog has seven tabs and opens with sound", (t) => {
  const { props } = settingsProps(t);
  const intents = new Intents();
  const page = show(<SettingsDialog {...props} onClose={intents.bare("close")} />);
  assert.deepEqual(page.names("dialog"), [t("settings.title")]);
  assert.equal(page.names("tab").length, 7);
  assert.deepEqual(page.names("tabpanel"), [t("settings.audio")]);
  page.press("button", t("action.close"));
  intents.were(["close"]);
});

inEachLanguage("traffic: saving, the most that is sent, and what a megabyte costs", (t) => {
  const settings = { ...DEFAULTS, uplinkCap: 500 };
  const { props, intents } = settingsProps(t, { settings });
  const page = show(<TrafficSettings {...props} />);
  assert.deepEqual(page.names("switch"), [t("saving.title")]);
  assert.deepEqual(page.names("textbox"), [
    t("settings.uplinkCap"),
    t("settings.megabytePrice"),
  ]);
  assert.equal(page.state("textbox", t("settings.uplinkCap")).value, "500");
  const types = (name: string, value: string) => {
    const currentTarget = { value };
    assert.ok(page.hears("textbox", name, "onChange", { currentTarget }), name);
    return currentTarget.value;
  };
  types(t("settings.uplinkCap"), "1 000");
  assert.equal(types(t("settings.uplinkCap"), "-3"), "500", "what is no amount goes back");
  types(t("settings.megabytePrice"), "0,25");
  intents.were(["set", "uplinkCap", 1_000], ["set", "megabytePrice", 0.25]);
});

Deno.test("an amount is what a person may type, and no more", () => {
  const whole = (text: string) => amountIn(text, { whole: true, most: 1_000 });
  assert.deepEqual(["", " 30 ", "5000", "1.5", "-1", "1e9", "NaN", "٣"].map(whole), [
    ...[0, 30, 1_000],
    ...[null, null, null, null, null],
  ]);
  const parts = (text: string) => amountIn(text, { whole: false, most: 1_000 });
  assert.deepEqual(["1,5", "1.25", "1.2.3", ".5"].map(parts), [1.5, 1.25, null, null]);
});

inEachLanguage("sound: devices, test, noise, and how one joins", (t) => {
  const { props, intents } = settingsProps(t);
  const page = show(<AudioSettings {...props} />);
  assert.deepEqual(page.names("combobox"), [t("device.mic"), t("device.speaker")]);
  assert.deepEqual(page.names("meter"), [t("device.level")]);
  page.type("combobox", t("device.mic"), "m1");
  page.press("button", t("device.testSound"));
  page.press("switch", t("device.noise"));
  const music = page.names("switch").find((name) => name.startsWith(t("device.music")));
  page.press("switch", music ?? "");
  page.press("switch", t("lobby.joinMuted"));
  page.press("switch", t("settings.mutedHint"));
  intents.were(
    ["choose", "mic", "m1"],
    ["test"],
    ["noise", false],
    ["music", true],
    ["set", "joinMuted", true],
    ["set", "mutedHint", false],
  );
});

inEachLanguage("where a page cannot choose the speaker, the list says who does", (t) => {
  const page = show(<AudioSettings {...settingsProps(t, { canChooseSpeaker: false }).props} />);
  assert.ok("disabled" in page.state("combobox", t("device.speaker")));
  assert.ok(page.has("option", t("device.system")));
});

inEachLanguage("picture: the camera that is open is shown, mirrored unless it looks away", (t) => {
  const camera = {} as MediaStreamTrack;
  const videoClass = (changes: Partial<SettingsProps>) => {
    const page = show(<VideoSettings {...settingsProps(t, changes).props} />);
    return elementsOf(page.root).find(({ tag }) => tag === "video")?.attributes.class;
  };
  assert.equal(videoClass({}), undefined);
  assert.equal(videoClass({ camera }), "tile-video is-mirrored");
  assert.equal(videoClass({ camera, isRearCamera: true }), "tile-video");
  assert.equal(videoClass({ camera, settings: { ...DEFAULTS, mirror: false } }), "tile-video");
});

inEachLanguage("picture: mirror, floating and hidden are set each by itself", (t) => {
  const { props, intents } = settingsProps(t);
  const page = show(<VideoSettings {...props} />);
  for (const key of ["device.mirror", "settings.floatSelf", "settings.hideSelf"] as const) {
    page.press("switch", t(key));
  }
  intents.were(["set", "mirror", false], ["set", "floatSelf", true], ["set", "hideSelf", true]);
});

inEachLanguage("what one is told, and the keys", (t) => {
  const { props, intents } = settingsProps(t);
  const alerts = show(<AlertSettings {...props} />);
  for (const name of ["sounds", "announce.members", "announce.chat", "announce.hands"] as const) {
    alerts.press("switch", t(`settings.${name}`));
  }
  intents.were(
    ["set", "sounds", false],
    ["set", "announceMembers", false],
    ["set", "announceChat", false],
    ["set", "announceHands", false],
  );
  const keys = show(<KeySettings {...props} />);
  for (const name of ["shortcuts", "ptt", "ptm"] as const) {
    keys.press("switch", t(`settings.${name}`));
  }
  keys.press("button", t("keys.title"));
  intents.were(
    ["set", "keys", false],
    ["set", "pushToTalk", false],
    ["set", "pushToMute", false],
    ["keys"],
  );
});

inEachLanguage("each language is offered by its own name, and the present one is chosen", (t) => {
  const page = show(<LanguageSettings {...settingsProps(t).props} />);
  assert.deepEqual(page.names("radio"), LOCALES.map((locale) => LOCALE_NAMES[locale]));
  for (const locale of LOCALES) {
    assert.equal("checked" in page.state("radio", LOCALE_NAMES[locale]), locale === t.locale);
  }
});

inEachLanguage("a setting that is on is switched off by its name", (t) => {
  const { props: { settings, onSet }, intents } = settingsProps(t);
  const label = t("settings.reduceMotion");
  show(<SettingToggle name="calm" {...{ label, settings, onSet }} />).press("switch", label);
  intents.were(["set", "calm", true]);
});

// The bar, its menus and the list of keys, in each state and language.
import assert from "node:assert/strict";
import { createRef } from "preact";
import { DEFAULTS } from "@/call/preferences.ts";
import { SINGLE_KEYS } from "@/call/shortcuts.ts";
import { ControlBar, type ControlBarProps } from "@/components/controls/ControlBar.tsx";
import {
  CameraItems,
  type DeviceItemsProps,
  MicItems,
} from "@/components/controls/DeviceItems.tsx";
import { MoreItems, type MoreItemsProps } from "@/components/controls/MoreItems.tsx";
import { ShortcutDialog } from "@/components/controls/ShortcutDialog.tsx";
import { PANELS } from "@/components/panel_table.ts";
import type { T } from "@/i18n/messages.ts";
import { REACTIONS } from "@/protocol/reactions.ts";
import { elementsOf } from "../kit/html_tree.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";
import { deviceChoices } from "../kit/samples.ts";

const NONE = { mic: false, camera: false, screen: false };
const ALL = { mic: true, camera: true, screen: true };

function bar(t: T, changes: Partial<ControlBarProps> = {}) {
  const intents = new Intents();
  const props: ControlBarProps = {
    isShown: true,
    on: NONE,
    opening: NONE,
    canShareScreen: true,
    isHandUp: false,
    panel: null,
    unread: 0,
    onSwitch: intents.note("switch"),
    onHand: intents.note("hand"),
    onReact: intents.note("react"),
    onPanel: intents.note("panel"),
    onLeave: intents.bare("leave"),
    reactions: createRef(),
    items: { mic: null, camera: null, more: null },
    t,
    ...changes,
  };
  return { page: show(<ControlBar {...props} />), intents };
}

inEachLanguage("the bar is a toolbar; each button says what it does next", (t) => {
  const off = bar(t);
  assert.deepEqual(off.page.names("toolbar"), [t("region.bar")]);
  for (const name of ["mic.on", "cam.on", "screen.on"] as const) off.page.press("button", t(name));
  off.page.press("button", t("hand.up"));
  off.page.press("button", t("call.leave"));
  off.intents.were(
    ["switch", "mic", true],
    ["switch", "camera", true],
    ["switch", "screen", true],
    ["hand", true],
    ["leave"],
  );
  const on = bar(t, { on: ALL, isHandUp: true });
  for (const name of ["mic.off", "cam.off", "screen.off", "hand.down"] as const) {
    on.page.press("button", t(name));
  }
  on.intents.were(
    ["switch", "mic", false],
    ["switch", "camera", false],
    ["switch", "screen", false],
    ["hand", false],
  );
});

inEachLanguage("a device that is being opened is busy", (t) => {
  const { page } = bar(t, { opening: ALL });
  for (const name of ["mic.on", "cam.on", "screen.on"] as const) {
    assert.equal(page.state("button", t(name))["aria-busy"], "true", name);
  }
});

inEachLanguage("who cannot share the screen has no button for it", (t) => {
  assert.ok(!bar(t, { canShareScreen: false }).page.has("button", t("screen.on")));
});

inEachLanguage("the panels of the table have buttons with their keys, open and closed", (t) => {
  const closed = bar(t, { unread: 3 });
  closed.page.press("button", t("people.open"));
  closed.intents.were(["panel", "people", true]);
  const state = closed.page.state("button", t("people.open"));
  assert.equal(state["aria-keyshortcuts"], PANELS.people.key);
  // Two: one of them is seen where the bar is narrow, the other where it is wide.
  assert.equal(closed.page.names("button").filter((name) => name === t("chat.open")).length, 2);
  assert.equal(closed.page.html.match(/aria-description="3"/g)?.length, 2);
  const open = bar(t, { panel: "people" });
  open.page.press("button", t("people.close"));
  open.intents.were(["panel", "people", false]);
});

inEachLanguage("the six reactions are one group", (t) => {
  const { page, intents } = bar(t);
  assert.equal(page.state("group", t("react.title")).popover, "auto");
  for (const reaction of REACTIONS) page.press("button", t(`react.${reaction}`));
  intents.were(...REACTIONS.map((one): [string, string] => ["react", one]));
});

Deno.test("a panel's key in the table is the one that the keys obey", () => {
  const keys: Readonly<Record<string, string>> = SINGLE_KEYS;
  for (const name of ["people", "chat"] as const) assert.equal(keys[PANELS[name].key], name);
});

function deviceProps(t: T, changes: Partial<DeviceItemsProps> = {}) {
  const intents = new Intents();
  const props: DeviceItemsProps = {
    settings: DEFAULTS,
    choices: deviceChoices(),
    chosen: { mic: "m2" },
    canChooseSpeaker: true,
    onChoose: intents.note("choose"),
    onSet: intents.note("set"),
    onNoise: intents.note("noise"),
    onTestSound: intents.bare("test"),
    onSettings: intents.bare("settings"),
    t,
    ...changes,
  };
  return { props, intents };
}

inEachLanguage("microphones and speakers are chosen beside the switch", (t) => {
  const { props, intents } = deviceProps(t);
  const page = show(<MicItems {...props} />);
  assert.deepEqual(page.names("group"), [t("device.mic"), t("device.speaker")]);
  assert.equal(page.state("menuitemradio", "Mic 2")["aria-checked"], "true");
  page.press("menuitemradio", "Mic 1");
  page.press("menuitemcheckbox", t("device.noise"));
  page.press("menuitem", t("device.testSound"));
  page.press("menuitem", t("settings.title"));
  intents.were(["choose", "mic", "m1"], ["noise", false], ["test"], ["settings"]);
  const fixed = show(<MicItems {...deviceProps(t, { canChooseSpeaker: false }).props} />);
  assert.deepEqual(fixed.names("group"), [t("device.mic")]);
});

inEachLanguage("before the first permission there is only the default device", (t) => {
  const { props, intents } = deviceProps(t, { choices: { mic: [], camera: [], speaker: [] } });
  const page = show(<CameraItems {...props} />);
  page.press("menuitem", t("device.default"));
  page.press("menuitemcheckbox", t("device.mirror"));
  intents.were(["set", "mirror", false]);
});

function more(t: T, changes: Partial<MoreItemsProps> = {}) {
  const intents = new Intents();
  const props: MoreItemsProps = {
    settings: DEFAULTS,
    isHost: true,
    isSharing: false,
    canShareScreen: true,
    canFlip: true,
    onFloat: intents.bare("float"),
    isRecording: false,
    onRecord: intents.note("record"),
    onReactions: intents.bare("reactions"),
    onShare: intents.note("share"),
    onFlip: intents.bare("flip"),
    onPeople: intents.bare("people"),
    onSpotlight: intents.note("spotlight"),
    onSet: intents.note("set"),
    onDialog: intents.note("dialog"),
    t,
    ...changes,
  };
  return { page: show(<MoreItems {...props} />), intents };
}

inEachLanguage("the menu opens each dialog of the table, the room's for hosts only", (t) => {
  const dialogs =
    (["invite", "room", "safety", "name", "files", "stats", "settings", "keys"] as const).map((
      name,
    ) => ({ name, title: t(PANELS[name].title) }));
  const { page, intents } = more(t);
  for (const { title } of dialogs) page.press("menuitem", title);
  intents.were(...dialogs.map(({ name }): [string, string] => ["dialog", name]));
  assert.ok(page.has("menuitem", t("test.open")));
  const guest = more(t, { isHost: false }).page;
  assert.ok(!guest.has("menuitem", t("host.title")));
});

inEachLanguage("each action of the menu has an icon of its own", (t) => {
  for (const on of [true, false]) {
    const { page } = more(t, { isSharing: on, isRecording: on });
    const icons = elementsOf(page.root).flatMap(({ tag, attributes, parent }) =>
      tag === "use" && !parent?.attributes.class?.includes("check-mark")
        ? [attributes.href?.split("#")[1] ?? ""]
        : []
    );
    assert.deepEqual(icons.filter((icon, at) => icons.indexOf(icon) !== at), []);
  }
});

inEachLanguage("the menu has what a narrow bar has no room for", (t) => {
  const { page, intents } = more(t);
  page.press("menuitem", t("screen.on"));
  page.press("menuitem", t("people.title"));
  page.press("menuitem", t("react.title"));
  page.press("menuitem", t("device.flip"));
  page.press("menuitem", t("pip.on"));
  page.press("menuitem", t("layout.toSpotlight"));
  page.press("menuitemcheckbox", t("settings.hideSelf"));
  page.press("menuitemcheckbox", t("saving.title"));
  intents.were(
    ["share", true],
    ["people"],
    ["reactions"],
    ["flip"],
    ["float"],
    ["spotlight", true],
    ["set", "hideSelf", true],
    ["set", "saveData", true],
  );
});

inEachLanguage("what this browser or device cannot do is not offered", (t) => {
  const { page } = more(t, { canShareScreen: false, canFlip: false, onFloat: null });
  for (const name of ["screen.on", "device.flip", "pip.on"] as const) {
    assert.ok(!page.has("menuitem", t(name)), name);
  }
});

inEachLanguage("the list of keys shows only those that are switched on", (t) => {
  const intents = new Intents();
  const dialog = (on: boolean) =>
    show(
      <ShortcutDialog
        settings={{ keys: on, pushToTalk: on, pushToMute: on }}
        onClose={intents.bare("close")}
        t={t}
      />,
    );
  dialog(true).reads(t("keys.chat"), t("keys.ptt"), t("keys.ptm"), t("keys.pinSelf"));
  const few = dialog(false);
  few.reads(t("keys.mic"), t("keys.cam"), t("keys.regions"), t("keys.escape"));
  few.lacks(t("keys.ptt"), t("keys.ptm"), t("keys.pinSelf"));
  few.press("button", t("action.close"));
  intents.were(["close"]);
});

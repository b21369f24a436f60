// Buttons, switches, items, tabs, problems: what each says of itself, and which intent its press calls.
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { Dialog } from "@/components/base/Dialog.tsx";
import { Icon } from "@/components/base/Icon.tsx";
import { IconButton } from "@/components/base/IconButton.tsx";
import { Initials, initialsOf } from "@/components/base/Initials.tsx";
import { LevelMeter } from "@/components/base/LevelMeter.tsx";
import { MediaVideo } from "@/components/base/MediaVideo.tsx";
import { Menu } from "@/components/base/Menu.tsx";
import { MenuGroup, MenuItem } from "@/components/base/MenuItem.tsx";
import { Problem } from "@/components/base/Problem.tsx";
import { Refused } from "@/components/base/Refused.tsx";
import { ReloadButton } from "@/components/base/ReloadButton.tsx";
import { Tabs } from "@/components/base/Tabs.tsx";
import { Toggle } from "@/components/base/Toggle.tsx";
import { elementsOf } from "../kit/html_tree.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

const nothing = () => {};

inEachLanguage("a round button says what a press does, and asks for the opposite", (t) => {
  const intents = new Intents();
  const button = (on: boolean) =>
    show(
      <IconButton
        icon="mic"
        label={t(on ? "mic.off" : "mic.on")}
        shortcut="M"
        on={on}
        onPress={intents.note("mic")}
      />,
    );
  button(true).press("button", t("mic.off"));
  button(false).press("button", t("mic.on"));
  intents.were(["mic", false], ["mic", true]);
  const state = button(true).state("button", t("mic.off"));
  assert.equal(state["aria-keyshortcuts"], "M");
  assert.equal(state["data-tip"], `${t("mic.off")} (M)`);
});

inEachLanguage("a round button is busy, disabled, or carries a number up to 99+", (t) => {
  const label = t("chat.open");
  const busy = show(<IconButton icon="mic" label={label} busy />).state("button", label);
  assert.equal(busy["aria-busy"], "true");
  const disabled = show(<IconButton icon="mic" label={label} disabled />).state("button", label);
  assert.ok("disabled" in disabled);
  for (const [badge, told] of [[0, undefined], [5, "5"], [99, "99"], [100, "99+"]] as const) {
    const state = show(<IconButton icon="mic" label={label} badge={badge} />).state(
      "button",
      label,
    );
    assert.equal(state["aria-description"], told);
  }
});

inEachLanguage("a switch says whether it is on, and asks for the other state", (t) => {
  const intents = new Intents();
  const page = show(
    <Toggle
      label={t("settings.sounds")}
      on
      onChange={intents.note("sounds")}
    />,
  );
  assert.ok("checked" in page.state("switch", t("settings.sounds")));
  page.press("switch", t("settings.sounds"));
  intents.were(["sounds", false]);
});

inEachLanguage("a switch that may not be pressed does nothing, and its hint is read", (t) => {
  const intents = new Intents();
  const page = show(
    <Toggle
      label={t("people.lock")}
      hint={t("host.lock.help")}
      on={false}
      disabled
      onChange={intents.note("lock")}
    />,
  );
  page.press("switch", t("people.lock") + t("host.lock.help"));
  intents.were();
});

inEachLanguage("items of a menu: plain, one of several, on and off, none just now", (t) => {
  const intents = new Intents();
  const page = show(
    <MenuGroup label={t("device.mic")}>
      <MenuItem icon="x" danger onPress={intents.bare("kick")}>{t("people.kick")}</MenuItem>
      <MenuItem kind="radio" checked onPress={intents.bare("choose")}>Mic 1</MenuItem>
      <MenuItem kind="check" checked onPress={intents.note("noise")}>{t("device.noise")}</MenuItem>
      <MenuItem disabled onPress={intents.note("never")}>{t("host.lower")}</MenuItem>
    </MenuGroup>,
  );
  assert.deepEqual(page.names("group"), [t("device.mic")]);
  assert.equal(page.state("menuitemradio", "Mic 1")["aria-checked"], "true");
  assert.equal(page.state("menuitemcheckbox", t("device.noise"))["aria-checked"], "true");
  assert.equal(page.state("menuitem", t("host.lower"))["aria-disabled"], "true");
  assert.equal(page.state("menuitem", t("people.kick"))["aria-checked"], undefined);
  page.press("menuitem", t("people.kick"));
  page.press("menuitemradio", "Mic 1");
  page.press("menuitemcheckbox", t("device.noise"));
  page.press("menuitem", t("host.lower"));
  intents.were(["kick"], ["choose"], ["noise", false]);
});

inEachLanguage("a menu is a popover, and its items are made when it opens", (t) => {
  const page = show(
    <Menu id="more" label={t("call.more")}>
      <MenuItem onPress={nothing}>{t("settings.title")}</MenuItem>
    </Menu>,
  );
  assert.equal(page.state("menu", t("call.more")).popover, "auto");
  assert.deepEqual(page.names("menuitem"), []);
});

inEachLanguage("a dialog is named by its heading, and its cross closes it", (t) => {
  const intents = new Intents();
  const page = show(
    <Dialog title={t("keys.title")} onClose={intents.bare("close")} text t={t}>
      <p>{t("keys.mic")}</p>
    </Dialog>,
  );
  assert.deepEqual(page.names("dialog"), [t("keys.title")]);
  page.press("button", t("action.close"));
  intents.were(["close"]);
  const body = elementsOf(page.root).find(({ attributes }) => attributes.class === "dialog-body");
  assert.equal(body?.attributes.tabindex, "0", "keys can scroll what is only text");
});

inEachLanguage("of tabs one is chosen, and it alone stops the Tab key", (t) => {
  const intents = new Intents();
  const page = show(
    <Tabs
      label={t("settings.title")}
      names={["audio", "video"]}
      titleOf={(name) => t(`settings.${name}`)}
      chosen="video"
      onChoose={intents.note("choose")}
    >
      {t("device.mirror")}
    </Tabs>,
  );
  const audio = page.state("tab", t("settings.audio"));
  const video = page.state("tab", t("settings.video"));
  assert.deepEqual([audio["aria-selected"], audio.tabindex], ["false", "-1"]);
  assert.deepEqual([video["aria-selected"], video.tabindex], ["true", "0"]);
  assert.deepEqual(page.names("tabpanel"), [t("settings.video")]);
  page.press("tab", t("settings.audio"));
  intents.were(["choose", "audio"]);
});

inEachLanguage(
  "a problem is an alert with one heading, which is the page's own if it is alone",
  (t) => {
    const [title, help] = [t("problem.gone.title"), t("problem.gone.help")];
    const small = show(<Problem title={title} help={help} />);
    assert.equal(small.get("heading", title).tag, "h2");
    assert.equal(small.names("alert").length, 1);
    small.reads(help);
    assert.equal(show(<Problem title={title} whole />).get("heading", title).tag, "h1");
  },
);

inEachLanguage("the button that brings the newer version", (t) => {
  const intents = new Intents();
  show(<ReloadButton onReload={intents.bare("reload")} t={t} />)
    .press("button", t("action.reload"));
  intents.were(["reload"]);
});

inEachLanguage("the level of the microphone is a meter for screen readers, too", (t) => {
  const page = show(<LevelMeter level={signal(0.4)} t={t} />);
  assert.ok(elementsOf(page.root).length > 0);
  assert.ok(page.html.includes(t("device.level")), page.html);
});

Deno.test("initials, icons and pictures are for eyes: nothing of them is read out", () => {
  const page = show(
    <div>
      <Initials name="Айбек Асанов" id="a" />
      <Icon name="mic" />
      <MediaVideo track={null} class="tile-video" />
    </div>,
  );
  assert.equal(page.text, "");
  assert.ok(page.html.includes(initialsOf("Айбек Асанов")));
  assert.ok(elementsOf(page.root).some(({ tag }) => tag === "video"));
});

inEachLanguage(
  "a refusal is read beside its control, and nothing stands there without one",
  (t) => {
    const page = show(<Refused why="not-kept" t={t} />);
    assert.deepEqual(page.names("alert"), [t("error.not-kept")]);
    assert.equal(show(<Refused why={null} t={t} />).html, "");
  },
);

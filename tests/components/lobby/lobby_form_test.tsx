// The form and the preview of the lobby, in each state and language.
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { LobbyForm, type LobbyFormProps } from "@/components/lobby/LobbyForm.tsx";
import { Preview, type PreviewProps } from "@/components/lobby/Preview.tsx";
import type { T } from "@/i18n/messages.ts";
import { deviceChoices } from "../kit/samples.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

function form(t: T, changes: Partial<LobbyFormProps> = {}) {
  const intents = new Intents();
  const props: LobbyFormProps = {
    title: "Чогулуш",
    name: null,
    refusal: null,
    problem: null,
    warning: null,
    problems: null,
    devices: {
      level: signal(0),
      choices: deviceChoices(),
      chosen: {},
      canChooseSpeaker: true,
      onChoose: intents.note("choose"),
      onTestSound: intents.bare("testSound"),
    },
    isJoining: false,
    isReady: true,
    online: true,
    isRecorded: false,
    count: 0,
    onJoin: intents.note("join"),
    t,
    ...changes,
  };
  return { page: show(<LobbyForm {...props} />), intents };
}

inEachLanguage("before the page is ready the form can be read, and not sent", (t) => {
  const { page } = form(t, { isReady: false, online: false, count: null });
  page.reads("Чогулуш");
  assert.ok(page.has("textbox", t("lobby.name")));
  assert.ok("disabled" in page.state("button", t("lobby.join")));
  assert.deepEqual(page.names("status"), [t("connection.connecting")]);
  assert.equal(page.state("link", t("test.open")).href, "/test");
});

inEachLanguage("nobody joins without a name; while joining the button waits", (t) => {
  const { page, intents } = form(t);
  page.submit();
  intents.were();
  const joining = form(t, { isJoining: true }).page;
  assert.ok("disabled" in joining.state("button", t("lobby.joining")));
});

inEachLanguage("the form says how many are in the room, where the server says it", (t) => {
  assert.deepEqual(form(t).page.names("status"), [t("lobby.empty")]);
  assert.deepEqual(form(t, { count: 3 }).page.names("status"), [t("lobby.count", { n: 3 })]);
  assert.deepEqual(form(t, { count: null }).page.names("status"), [""]);
});

inEachLanguage("devices are chosen in the form, where the page may have any", (t) => {
  const { page, intents } = form(t);
  page.type("combobox", t("device.mic"), "m2");
  page.type("combobox", t("device.speaker"), "s1");
  page.press("button", t("device.testSound"));
  intents.were(["choose", "mic", "m2"], ["choose", "speaker", "s1"], ["testSound"]);
  assert.deepEqual(form(t, { devices: null }).page.names("combobox"), []);
});

inEachLanguage("what stands in the way is told above the name", (t) => {
  const { page } = form(t, {
    warning: "a key",
    problems: "a device",
    problem: { kind: "blocked" },
  });
  page.reads("a key", "a device", t("wire.blocked.title"), t("wire.blocked.help"));
});

function preview(t: T, changes: Partial<PreviewProps> = {}) {
  const intents = new Intents();
  const props: PreviewProps = {
    name: null,
    isReady: true,
    hasDevices: true,
    isStarted: false,
    camera: null,
    isLive: false,
    isMirrored: true,
    on: { mic: false, camera: false },
    opening: { mic: false, camera: false },
    canFlip: false,
    onStart: intents.bare("start"),
    onSwitch: intents.note("switch"),
    onFlip: intents.bare("flip"),
    onSettings: intents.bare("settings"),
    t,
    ...changes,
  };
  return { page: show(<Preview {...props} />), intents };
}

inEachLanguage("until a device is open there is one button, which asks for both", (t) => {
  const { page, intents } = preview(t);
  assert.deepEqual(page.names("region"), [t("lobby.preview")]);
  assert.deepEqual(page.names("button"), [t("cam.on")]);
  page.reads(t("lobby.camOff"));
  page.press("button", t("cam.on"));
  intents.were(["start"]);
  const early = preview(t, { isReady: false }).page;
  assert.ok("disabled" in early.state("button", t("cam.on")));
  assert.deepEqual(preview(t, { hasDevices: false }).page.names("button"), []);
});

inEachLanguage("then each device has a switch, and the settings a button", (t) => {
  const { page, intents } = preview(t, {
    isStarted: true,
    opening: { mic: false, camera: true },
    on: { mic: true, camera: false },
  });
  page.reads(t("lobby.camStarting"));
  page.press("button", t("settings.title"));
  intents.were(["settings"]);
  assert.ok(page.has("button", t("mic.off")) && page.has("button", t("cam.on")));
  assert.ok(!page.has("button", t("device.flip")));
  const phone = preview(t, { isStarted: true, canFlip: true });
  phone.page.press("button", t("device.flip"));
  phone.intents.were(["flip"]);
});

inEachLanguage("who comes into a call that is recorded reads it before", (t) => {
  assert.ok(form(t, { isRecorded: true }).page.text.includes(t("lobby.recorded")));
});

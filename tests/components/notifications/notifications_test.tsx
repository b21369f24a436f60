// Toasts, announcements and the banner of a newer version.
import assert from "node:assert/strict";
import type { Notification } from "@/call/mod.ts";
import { TestOutdated } from "@/components/connection_test/TestOutdated.tsx";
import { Announcements } from "@/components/notifications/Announcements.tsx";
import { NewVersion, NewVersionBanner } from "@/components/notifications/NewVersion.tsx";
import { notificationText } from "@/components/notifications/notification_text.ts";
import { ToastList } from "@/components/notifications/ToastList.tsx";
import { ToastRegion } from "@/components/notifications/ToastRegion.tsx";
import type { T } from "@/i18n/messages.ts";
import { elementsOf } from "../kit/html_tree.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

const NOTICES: readonly Notification[] = [
  { kind: "joined", names: ["Асан"] },
  { kind: "joined", names: ["Асан", "Үсөн"] },
  { kind: "left", names: ["Асан"] },
  { kind: "renamed", was: "А", name: "Асан" },
  { kind: "hand", name: "Асан" },
  { kind: "message", name: "Асан", text: "Салам" },
  { kind: "newDevice", device: "mic", id: "m", label: "Mic" },
  { kind: "deviceBack", device: "mic", id: "m", label: "Mic" },
  { kind: "defaultDevice", device: "camera" },
  { kind: "speakerFailed" },
  { kind: "back" },
  { kind: "mutedTalk" },
  { kind: "silentMic" },
  { kind: "saveOffer" },
  { kind: "overloaded" },
  { kind: "sameRoom", name: "Айбек", silenced: true },
  { kind: "sameRoom", name: "Айбек", silenced: false },
  { kind: "budgetLow", left: 4_000_000 },
  { kind: "budgetSpent" },
  { kind: "weakLink", cause: "their.uplink", name: "Айбек" },
  { kind: "weakLink", cause: "path", name: "Айбек" },
  { kind: "weakLink", cause: "own.uplink", name: "" },
  { kind: "handLowered" },
  { kind: "knock", name: "Асан" },
  { kind: "muted", name: "Асан" },
  { kind: "unmuteAsked", name: "Асан" },
  { kind: "unshared", name: "Асан" },
  { kind: "forbidden", right: "camera" },
  { kind: "notDone", why: "offline" },
];

function toast(t: T, notification: Notification) {
  const intents = new Intents();
  const page = show(
    <ToastList
      toasts={[{ id: 7, notification }]}
      onDismiss={intents.note("dismiss")}
      actions={{
        chooseDevice: intents.note("choose"),
        unmute: intents.bare("unmute"),
        saveData: intents.bare("saveData"),
        openSettings: intents.bare("settings"),
        keepHand: intents.bare("keepHand"),
      }}
      t={t}
    />,
  );
  return { page, intents };
}

inEachLanguage("each notification is one sentence that can be put away", (t) => {
  for (const notification of NOTICES) {
    const { page, intents } = toast(t, notification);
    assert.deepEqual(page.names("paragraph"), [
      notificationText(notification, t).replaceAll("\u00a0", " "),
    ]);
    page.press("button", t("action.close"));
    intents.were(["dismiss", 7]);
  }
});

inEachLanguage("a notification that asks has one button, which also puts it away", (t) => {
  const asking: [Notification["kind"], string, [string, ...unknown[]]][] = [
    ["newDevice", t("device.switch"), ["choose", "mic", "m"]],
    ["unmuteAsked", t("mic.on"), ["unmute"]],
    ["mutedTalk", t("mic.on"), ["unmute"]],
    ["silentMic", t("settings.title"), ["settings"]],
    ["saveOffer", t("saving.title"), ["saveData"]],
    ["handLowered", t("hand.keep"), ["keepHand"]],
  ];
  for (const notification of NOTICES) {
    const { page, intents } = toast(t, notification);
    const [, name, call] = asking.find(([kind]) => kind === notification.kind) ?? [];
    assert.equal(page.names("button").length, name === undefined ? 1 : 2, notification.kind);
    if (name === undefined || call === undefined) continue;
    page.press("button", name);
    intents.were(["dismiss", 7], call);
  }
});

inEachLanguage("the place of toasts is a region, also while it is empty", (t) => {
  assert.deepEqual(show(<ToastRegion t={t}>{null}</ToastRegion>).names("region"), [
    t("region.alerts"),
  ]);
});

inEachLanguage("the live region is there from the first moment, and empty", (t) => {
  const notification: Notification = { kind: "hand", name: "Асан" };
  const quiet = show(<Announcements current={null} t={t} />);
  const loud = show(<Announcements current={{ id: 1, notification }} t={t} />);
  for (const page of [quiet, loud]) {
    assert.equal(elementsOf(page.root)[0]?.attributes["aria-live"], "polite");
  }
  assert.equal(quiet.text, "");
  assert.equal(loud.text, notificationText(notification, t));
});

inEachLanguage(
  "a newer version is brought by one button, in the lobby, the call and the test",
  (t) => {
    const intents = new Intents();
    const onReload = intents.bare("reload");
    const pages = [
      show(<NewVersion onReload={onReload} t={t} />),
      show(<NewVersionBanner onReload={onReload} t={t} />),
      show(<TestOutdated onReload={onReload} t={t} />),
    ];
    for (const page of pages) page.press("button", t("action.reload"));
    intents.were(["reload"], ["reload"], ["reload"]);
    pages[0]?.reads(t("update.title"), t("update.help"));
    pages[1]?.reads(t("update.call"));
  },
);

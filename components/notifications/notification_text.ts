// Notifications in the reader's words.
import type { Notification } from "@/call/mod.ts";
import { fileSize } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { toldCause } from "../base/cause_text.ts";

/** Letters of a message that are read out. */
const MOST_LETTERS = 120;

type Texts = {
  readonly [K in Notification["kind"]]: (
    notification: Extract<Notification, { kind: K }>,
    t: T,
  ) => string;
};

const TEXTS: Texts = {
  joined: ({ names: [first = "", ...more] }, t) =>
    more.length === 0
      ? t("system.joined", { name: first })
      : t("system.joinedMany", { n: 1 + more.length }),
  left: ({ names: [first = "", ...more] }, t) =>
    more.length === 0
      ? t("system.left", { name: first })
      : t("system.leftMany", { n: 1 + more.length }),
  renamed: ({ was, name }, t) => t("system.renamed", { was, name }),
  recording: ({ name }, t) => t("rec.by", { name }),
  hand: ({ name }, t) => t("hand.raised", { name }),
  message: ({ name, text }, t) =>
    t("chat.announce", { name, text: [...text].slice(0, MOST_LETTERS).join("") }),
  newDevice: ({ label }, t) => t("device.new", { name: label }),
  deviceBack: ({ label }, t) => t("device.back", { name: label }),
  defaultDevice: ({ device }, t) =>
    t(device === "camera" ? "problem.cam.constraint.title" : "problem.mic.constraint.title"),
  speakerFailed: (_, t) => t("problem.speaker.failed.title"),
  back: (_, t) => t("connection.back"),
  mutedTalk: (_, t) => t("hint.mutedTalk"),
  saveOffer: (_, t) => t("saving.offer"),
  overloaded: (_, t) => t("overloaded.told"),
  weakLink: ({ cause, name }, t) => toldCause(cause, name, t),
  budgetLow: ({ left }, t) => t("budget.low", { left: fileSize(left, t.locale) }),
  budgetSpent: (_, t) => t("budget.spent"),
  sameRoom: ({ name, silenced }, t) => t(silenced ? "sameRoom.self" : "sameRoom.other", { name }),
  silentMic: (_, t) => t("hint.silentMic"),
  handLowered: (_, t) => t("hand.lowered"),
  knock: ({ name }, t) => t("knock.waits", { name }),
  muted: ({ name }, t) => t("muted.by", { name }),
  unmuteAsked: ({ name }, t) => t("unmute.asked", { name }),
  unshared: ({ name }, t) => t("unshared.by", { name }),
  forbidden: ({ right }, t) => t("forbidden.now", { what: t(`right.${right}`) }),
  notDone: ({ why }, t) => t(`error.${why}`),
};

/** One sentence for a notification. */
export function notificationText(notification: Notification, t: T): string {
  const textOf = TEXTS[notification.kind] as (one: Notification, t: T) => string;
  return textOf(notification, t);
}

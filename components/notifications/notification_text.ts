// Notices in the reader's words.
import type { Notification } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Letters of a message that are read out. */
const MOST_LETTERS = 120;

/** One sentence for a notification. */
export function notificationText(notification: Notification, t: T): string {
  switch (notification.kind) {
    case "joined":
      return people(
        notification.names,
        t("system.joined", { name: notification.names[0] ?? "" }),
        () => t("system.joinedMany", { n: notification.names.length }),
      );
    case "left":
      return people(
        notification.names,
        t("system.left", { name: notification.names[0] ?? "" }),
        () => t("system.leftMany", { n: notification.names.length }),
      );
    case "renamed":
      return t("system.renamed", { was: notification.was, name: notification.name });
    case "hand":
      return t("hand.raised", { name: notification.name });
    case "message":
      return t("chat.announce", {
        name: notification.name,
        text: [...notification.text].slice(0, MOST_LETTERS).join(""),
      });
    case "newDevice":
      return t("device.new", { name: notification.label });
    case "deviceBack":
      return t("device.back", { name: notification.label });
    case "defaultDevice":
      return t(
        notification.device === "camera"
          ? "problem.cam.constraint.title"
          : "problem.mic.constraint.title",
      );
    case "speakerFailed":
      return t("problem.speaker.failed.title");
    case "back":
      return t("connection.back");
    case "mutedTalk":
      return t("hint.mutedTalk");
    case "silentMic":
      return t("hint.silentMic");
    case "handLowered":
      return t("hand.lowered");
    case "knock":
      return t("knock.waits", { name: notification.name });
    case "muted":
      return t("muted.by", { name: notification.name });
    case "unmuteAsked":
      return t("unmute.asked", { name: notification.name });
    case "unshared":
      return t("unshared.by", { name: notification.name });
    case "forbidden":
      return t("forbidden.now", { what: t(`right.${notification.right}`) });
    default:
      return notification satisfies never;
  }
}

function people(names: readonly string[], one: string, many: () => string): string {
  return names.length === 1 ? one : many();
}

// Notices in the reader's words.
import type { Notification } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** Letters of a message that are read out. */
const MOST_LETTERS = 120;

/** One sentence for a notice. */
export function noticeText(notice: Notification, t: T): string {
  switch (notice.kind) {
    case "joined":
      return people(
        notice.names,
        t("system.joined", { name: notice.names[0] ?? "" }),
        () => t("system.joinedMany", { n: notice.names.length }),
      );
    case "left":
      return people(
        notice.names,
        t("system.left", { name: notice.names[0] ?? "" }),
        () => t("system.leftMany", { n: notice.names.length }),
      );
    case "renamed":
      return t("system.renamed", { was: notice.was, name: notice.name });
    case "hand":
      return t("hand.raised", { name: notice.name });
    case "message":
      return t("chat.announce", {
        name: notice.name,
        text: [...notice.text].slice(0, MOST_LETTERS).join(""),
      });
    case "newDevice":
      return t("device.new", { name: notice.label });
    case "deviceBack":
      return t("device.back", { name: notice.label });
    case "defaultDevice":
      return t(
        notice.device === "camera"
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
      return t("knock.waits", { name: notice.name });
    case "muted":
      return t("muted.by", { name: notice.name });
    case "unmuteAsked":
      return t("unmute.asked", { name: notice.name });
    case "unshared":
      return t("unshared.by", { name: notice.name });
    case "forbidden":
      return t("forbidden.now", { what: t(`right.${notice.right}`) });
    default:
      return notice satisfies never;
  }
}

function people(names: readonly string[], one: string, many: () => string): string {
  return names.length === 1 ? one : many();
}

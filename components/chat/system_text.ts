// What happened, in words of the reader's language. Pure.
import type { T } from "@/i18n/messages.ts";
import type { SystemLine } from "@/protocol/shapes.ts";

/** Who reads it: `own` when the reader did it. */
interface Reading {
  own: boolean;
  t: T;
}

/** A system line as one sentence. */
export function systemText(line: SystemLine, { own, t }: Reading): string {
  const { kind, from: { name } } = line;
  const of = line.of?.name ?? "";
  switch (kind) {
    case "admitted":
    case "removed":
    case "muted":
    case "namedHost":
    case "namedDeputy":
    case "namedMember":
    case "namedGuest":
      return own ? t(`system.self.${kind}`, { of }) : t(`system.${kind}`, { name, of });
    case "renamed":
      return own ? t("system.self.renamed", { name }) : t("system.renamed", { was: of, name });
    case "forbade":
    case "allowed":
      return rightText({ ...line, kind }, { own, t });
    case "joined":
    case "left":
    case "screenStarted":
    case "screenStopped":
    case "recordingStarted":
    case "recordingStopped":
    case "mutedAll":
    case "locked":
    case "unlocked":
    case "passwordSet":
    case "passwordGone":
    case "steppedDown":
      return own ? t(`system.self.${kind}`) : t(`system.${kind}`, { name });
    default:
      return kind satisfies never;
  }
}

type RightLine = SystemLine & { kind: "forbade" | "allowed" };

function rightText({ kind, from: { name }, of, right }: RightLine, { own, t }: Reading): string {
  const what = t(`right.${right ?? "chat"}`);
  if (of === undefined) {
    return own ? t(`system.self.${kind}`, { what }) : t(`system.${kind}`, { name, what });
  }
  return own
    ? t(`system.self.${kind}One`, { of: of.name, what })
    : t(`system.${kind}One`, { name, of: of.name, what });
}

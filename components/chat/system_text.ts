// What happened, in words of the reader's language. Pure.
import type { T } from "@/i18n/messages.ts";
import type { SystemLine } from "@/protocol/shapes.ts";

/** A system line as one sentence; `own` when the reader did it. */
export function systemText(line: SystemLine, { own, t }: { own: boolean; t: T }): string {
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
    case "allowed": {
      const what = t(`right.${line.right ?? "chat"}`);
      if (line.of !== undefined) {
        return own
          ? t(`system.self.${kind}One`, { of, what })
          : t(`system.${kind}One`, { name, of, what });
      }
      return own ? t(`system.self.${kind}`, { what }) : t(`system.${kind}`, { name, what });
    }
    case "joined":
    case "left":
    case "screenStarted":
    case "screenStopped":
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

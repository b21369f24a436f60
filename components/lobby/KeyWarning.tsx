// What is doubtful about the key in the link: another one than this browser keeps, or half of one.
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";

export interface KeyWarningProps {
  /** The link has another key than this browser keeps, or half of one; null for no doubt. */
  warning: "broken" | "other" | null;
  /** Which of the two keys counts from now on. */
  onChoose(key: "kept" | "link"): void;
  t: T;
}

/** Nothing while there is no doubt. Until somebody chooses, the key that is kept counts. */
export function KeyWarning({ warning, onChoose, t }: KeyWarningProps) {
  switch (warning) {
    case null:
      return null;
    case "broken":
      return (
        <Problem
          tone="danger"
          title={t("problem.key.broken.title")}
          help={t("problem.key.broken.help")}
        />
      );
    case "other":
      return (
        <Problem title={t("problem.key.other.title")} help={t("problem.key.other.help")}>
          <button type="button" class="btn" onClick={() => onChoose("kept")}>
            {t("problem.key.keep")}
          </button>
          <button type="button" class="btn" onClick={() => onChoose("link")}>
            {t("problem.key.take")}
          </button>
        </Problem>
      );
  }
}

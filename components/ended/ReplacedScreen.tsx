// This seat was taken over by a newer tab: say so, and offer to take it back.
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";

export interface ReplacedScreenProps {
  /** Takes the seat back from the other tab. */
  onTakeBack(): void;
  t: T;
}

/** The call goes on in the other tab. */
export function ReplacedScreen({ onTakeBack, t }: ReplacedScreenProps) {
  return (
    <main class="main center" id="main" tabIndex={-1}>
      <Problem
        whole
        tone="info"
        title={t("problem.duplicate.title")}
        help={t("problem.duplicate.help")}
      >
        <button type="button" class="btn primary" onClick={onTakeBack}>{t("action.here")}</button>
      </Problem>
    </main>
  );
}

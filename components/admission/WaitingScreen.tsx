// Before the door of a locked room: one is seen by the host, and sees nothing oneself.
import type { T } from "@/i18n/messages.ts";
import type { Wait } from "@/protocol/roles.ts";
import { Problem } from "../base/Problem.tsx";

export interface WaitingScreenProps {
  /** Why, and whether anybody is there who could open. */
  wait: Wait;
  /** Goes back to the lobby. */
  onCancel(): void;
  t: T;
}

/** The call begins by itself as soon as somebody lets this person in; meanwhile it says who could. */
export function WaitingScreen({ wait, onCancel, t }: WaitingScreenProps) {
  const { title, help } = wordsOf(wait, t);
  return (
    <div class="lobby-form">
      <Problem tone="info" title={title} help={help}>
        <button type="button" class="btn" onClick={onCancel}>
          {t("action.cancel")}
        </button>
      </Problem>
    </div>
  );
}

function wordsOf({ reason, attended }: Wait, t: T): { title: string; help: string } {
  const away = attended ? "" : ` ${t("problem.wait.away")}`;
  switch (reason) {
    case "locked": {
      const help = t(attended ? "problem.locked.help" : "problem.wait.away");
      return { title: t("problem.locked.title"), help };
    }
    case "ended":
      return { title: t("problem.ended.title"), help: t("problem.wait.ended") };
    case "suspect": {
      const help = `${t("problem.wait.suspect.help")}${away}`;
      return { title: t("problem.wait.suspect.title"), help };
    }
    default:
      throw reason satisfies never;
  }
}

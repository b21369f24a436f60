// Before the door of a locked room: one is seen by the host, and sees nothing oneself.
import type { ConnectionProblem } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { Wait } from "@/protocol/roles.ts";
import { Problem } from "../base/Problem.tsx";
import { signalingText } from "../notifications/connection_text.ts";

export interface WaitingScreenProps {
  /** Why, and whether anybody is there who could open. */
  wait: Wait;
  /** Whether the server is there: without it nobody hears of whoever waits. */
  online?: boolean;
  /** Why the server cannot be reached, where that is known. */
  problem?: ConnectionProblem | null;
  /** Goes back to the lobby. */
  onCancel(): void;
  t: T;
}

/** The call begins by itself as soon as somebody lets this person in; meanwhile it says who could. */
export function WaitingScreen(
  { wait, online = true, problem = null, onCancel, t }: WaitingScreenProps,
) {
  const { title, help } = wordsOf(wait, t);
  const page = globalThis.location?.origin ?? "";
  return (
    <div class="lobby-form">
      {problem && <Problem {...signalingText(problem, { page, t })} />}
      <Problem tone="info" title={title} help={help}>
        <button type="button" class="btn" onClick={onCancel}>
          {t("action.cancel")}
        </button>
      </Problem>
      <p class="muted" role="status">{!online && t("connection.connecting")}</p>
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

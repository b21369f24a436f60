// Before the door of a locked room: one is seen by the host, and sees nothing oneself.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";

/** The call begins by itself as soon as somebody lets this person in. */
export function WaitingScreen({ call, t }: { call: Call; t: T }) {
  return (
    <div class="lobby-form">
      <Problem tone="info" title={t("problem.locked.title")} help={t("problem.locked.help")}>
        <button type="button" class="btn" onClick={() => call.session.leave()}>
          {t("action.cancel")}
        </button>
      </Problem>
    </div>
  );
}

// This seat was taken over by a newer tab: say so, and offer to take it back.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";

/** The call goes on in the other tab. */
export function ReplacedScreen({ call, t }: { call: Call; t: T }) {
  return (
    <main class="main center" id="main" tabIndex={-1}>
      <Problem
        whole
        tone="info"
        title={t("problem.duplicate.title")}
        help={t("problem.duplicate.help")}
      >
        <button
          type="button"
          class="btn primary"
          onClick={() => call.join(call.model.room.name.value ?? "")}
        >
          {t("action.here")}
        </button>
      </Problem>
    </main>
  );
}

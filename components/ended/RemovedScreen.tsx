// A host removed this person, or ended the call for everybody.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";

/** The way leads home: from here one does not come in again. */
export function SentOffScreen({ call, t }: { call: Call; t: T }) {
  const { phase, endedBy } = call.model.room;
  const by = endedBy.value?.name;
  const what = phase.value === "removed" ? "kicked" : "ended";
  return (
    <main class="main center" id="main" tabIndex={-1}>
      <Problem
        whole
        tone="info"
        title={t(`problem.${what}.title`)}
        help={by ? t(`problem.${what}.by`, { name: by }) : t(`problem.${what}.help`)}
      >
        <a class="btn primary" href="/">{t("nav.home")}</a>
      </Problem>
    </main>
  );
}

// A host removed this person, or ended the call for everybody.
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";

export interface RemovedScreenProps {
  /** The call ended for everybody, and not for this user alone. */
  isForAll: boolean;
  /** Name of the host who did it; null where the server does not say. */
  by: string | null;
  t: T;
}

/** The way leads home: from here one does not come in again. */
export function RemovedScreen({ isForAll, by, t }: RemovedScreenProps) {
  const what = isForAll ? "ended" : "kicked";
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

// What is doubtful about the key in the link: another one than this browser keeps, or half of one.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";

/** Nothing while there is no doubt. Until somebody chooses, the key that is kept counts. */
export function KeyDoubt({ call, t }: { call: Call; t: T }) {
  const { credentials } = call.membership;
  switch (credentials.warning.value) {
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
          <button type="button" class="btn" onClick={() => credentials.choose("kept")}>
            {t("problem.key.keep")}
          </button>
          <button type="button" class="btn" onClick={() => credentials.choose("link")}>
            {t("problem.key.take")}
          </button>
        </Problem>
      );
  }
}

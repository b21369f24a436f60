// Why one was not let in, above the form.
import type { Call, Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";
import { type RefusalAction, REFUSALS } from "./refusal.ts";

/** With one thing to do; trying again is what the form's own button does. */
export function Refusal({ failure, call, t }: { failure: Failure; call: Call; t: T }) {
  const { title, help, tone, action } = REFUSALS[failure];
  const { count, limit = 0 } = call.membership.watched.value ?? {};
  const numbers = { count: count ?? limit, limit };
  return (
    <Problem tone={tone} title={t(title, numbers)} help={t(help)}>
      <Action action={action} t={t} />
    </Problem>
  );
}

function Action({ action, t }: { action: RefusalAction; t: T }) {
  switch (action) {
    case "retry":
      return <button type="submit" class="btn">{t("action.retry")}</button>;
    case "reload":
      return (
        <button type="button" class="btn" onClick={() => location.reload()}>
          {t("action.reload")}
        </button>
      );
    case "home":
      return <a class="btn" href="/">{t("nav.home")}</a>;
    case "password":
      return null;
    default:
      action satisfies never;
      return null;
  }
}

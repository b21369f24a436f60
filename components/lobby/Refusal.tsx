// Why one was not let in, above the form.
import type { Failure } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Problem } from "../base/Problem.tsx";
import { type RefusalAction, REFUSALS } from "./refusal.ts";

interface Props {
  failure: Failure;
  /** How many are in the room, and how many may be; null before the server has said so. */
  watched: { count: number | null; limit: number } | null;
  /** Brings the newer version of the page. */
  onReload(): void;
  t: T;
}

/** With one thing to do; trying again is what the form's own button does. */
export function Refusal({ failure, watched, onReload, t }: Props) {
  const { title, help, tone, action } = REFUSALS[failure];
  const { count, limit = 0 } = watched ?? {};
  const numbers = { count: count ?? limit, limit };
  return (
    <Problem tone={tone} title={t(title, numbers)} help={t(help)}>
      <Action action={action} onReload={onReload} t={t} />
    </Problem>
  );
}

function Action(
  { action, onReload, t }: Pick<Props, "onReload" | "t"> & { action: RefusalAction },
) {
  switch (action) {
    case "retry":
      return <button type="submit" class="btn">{t("action.retry")}</button>;
    case "reload":
      return <button type="button" class="btn" onClick={onReload}>{t("action.reload")}</button>;
    case "home":
      return <a class="btn" href="/">{t("nav.home")}</a>;
    case "password":
      return null;
    default:
      action satisfies never;
      return null;
  }
}

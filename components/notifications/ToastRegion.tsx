// Where small messages come up at the lower edge; they are loaded with the first of them.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { useExtra } from "../load_extras.ts";

/** For eyes only: screen readers are told by the announcer. */
export function Toasts({ call, t }: { call: Call; t: T }) {
  const ToastList = useExtra(
    call.notifications.toasts.list.value.length > 0,
    (all) => all.ToastList,
  );
  return (
    <section class="toasts" aria-label={t("region.alerts")}>
      {ToastList && <ToastList call={call} t={t} />}
    </section>
  );
}

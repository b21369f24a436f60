// Where small messages come up at the lower edge.
import type { ComponentChildren } from "preact";
import type { T } from "@/i18n/messages.ts";

interface Props {
  t: T;
  /** The messages; they are loaded with the first of them. */
  children: ComponentChildren;
}

/** For eyes only: screen readers are told by the announcer. */
export function ToastRegion({ t, children }: Props) {
  return <section class="toasts" aria-label={t("region.alerts")}>{children}</section>;
}

// How the call is encrypted, at a glance and always there; a press says more.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

const ICONS = {
  alone: "info",
  checking: "info",
  proven: "check",
  compared: "check",
  phrase: "info",
  doubt: "triangle-alert",
} as const;

/** Stands in the head of a call. */
export function EncryptionBadge({ call, t }: { call: Call; t: T }) {
  const status = call.encryption.status.value;
  if (status === "alone") return null;
  const text = t(`safety.badge.${status}`);
  return (
    <button
      type="button"
      class={`btn quiet safety-badge ${status}`}
      aria-label={`${t("safety.title")}: ${text}`}
      onClick={() => call.panels.open("safety")}
    >
      <Icon name={ICONS[status]} /> <span class="wide-text">{text}</span>
    </button>
  );
}

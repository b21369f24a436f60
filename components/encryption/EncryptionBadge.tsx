// How the call is encrypted, at a glance and always there; a press says more.
import type { EncryptionLevel } from "@/call/e2ee/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

const ICONS = {
  alone: "info",
  checking: "info",
  proven: "check",
  compared: "check",
  phrase: "info",
  unverified: "triangle-alert",
  forwarded: "info",
} as const;

interface Props {
  level: EncryptionLevel;
  /** Opens the dialog that explains it. */
  onOpen(): void;
  t: T;
}

/** Stands in the head of a call. */
export function EncryptionBadge({ level, onOpen, t }: Props) {
  if (level === "alone") return null;
  const text = t(`safety.badge.${level}`);
  return (
    <button
      type="button"
      class={`btn quiet safety-badge ${level}`}
      aria-label={`${t("safety.title")}: ${text}`}
      onClick={onOpen}
    >
      <Icon name={ICONS[level]} /> <span class="wide-text">{text}</span>
    </button>
  );
}

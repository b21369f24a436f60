// A button that copies the address of this room.
import { useSignal } from "@preact/signals";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

const SHOWN_MS = 3_000;

/** Says for a moment that it did; where the clipboard is closed, shows the link to copy by hand. */
export function CopyLink({ t }: { t: T }) {
  const state = useSignal<"idle" | "copied" | "manual">("idle");
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(roomLink());
      state.value = "copied";
      setTimeout(() => state.value = "idle", SHOWN_MS);
    } catch {
      state.value = "manual";
    }
  }
  if (state.value === "manual") {
    return <input class="input" readOnly value={roomLink()} aria-label={t("invite.link")} />;
  }
  const copied = state.value === "copied";
  const text = t(copied ? "invite.copied" : "invite.copy");
  return (
    <button type="button" class="btn" onClick={copy} aria-label={text}>
      <Icon name={copied ? "check" : "link"} /> <span class="only-wide">{text}</span>
    </button>
  );
}

function roomLink(): string {
  return location.origin + location.pathname;
}

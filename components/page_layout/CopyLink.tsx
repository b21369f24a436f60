// A button that copies the address of this room.
import { useSignal } from "@preact/signals";
import type { T } from "@/i18n/messages.ts";
import { classes } from "../base/classes.ts";
import { copyText } from "../base/copy_text.ts";
import { Icon } from "../base/Icon.tsx";
import { LinkField } from "./LinkField.tsx";

const SHOWN_MS = 3_000;

/** Says for a moment that it did; where the clipboard is closed, shows the link to copy by hand. */
export function CopyLink(
  { link, t, primary = false }: { link: string; t: T; primary?: boolean },
) {
  const state = useSignal<"idle" | "copied" | "manual">("idle");
  async function copy(): Promise<void> {
    state.value = await copyText(link) ? "copied" : "manual";
    if (state.value === "copied") setTimeout(() => state.value = "idle", SHOWN_MS);
  }
  if (state.value === "manual") {
    return <LinkField link={link} label={t("invite.link")} />;
  }
  const copied = state.value === "copied";
  return (
    <button type="button" class={classes("btn", { primary })} onClick={copy}>
      <Icon name={copied ? "check" : "copy"} />
      <span role="status">{t(copied ? "invite.copied" : "invite.copy")}</span>
    </button>
  );
}

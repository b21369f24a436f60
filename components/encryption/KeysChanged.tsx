// On the stage: people had compared their words, and somebody's key is another one now.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

/** A banner until the words are compared again. */
export function KeysChanged({ call, t }: { call: Call; t: T }) {
  if (!call.encryption.changed.value) return null;
  return (
    <div class="banner warn">
      <Icon name="triangle-alert" />
      <p>{t("safety.changed")}</p>
      <button type="button" class="btn primary" onClick={() => call.panels.open("safety")}>
        {t("safety.compare")}
      </button>
    </div>
  );
}

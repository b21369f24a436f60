// Who waits at the door, over the stage of those who may open it.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

/** There for as long as somebody waits. */
export function WaitingBanner({ call: { moderation: host }, t }: { call: Call; t: T }) {
  const [first, ...others] = host.waiting.value;
  if (first === undefined) return null;
  const { id, name, suspect } = first;
  return (
    <div class="banner">
      <Icon name="user-plus" />
      <p>
        {t("knock.waits", { name })}
        {suspect && <small class="hint">{t("knock.suspect")}</small>}
        {others.length > 0 && <small class="hint">{t("knock.more", { n: others.length })}</small>}
      </p>
      <button type="button" class="btn primary" onClick={() => void host.admit(id)}>
        {t("knock.admit")}
      </button>
      <button type="button" class="btn quiet" onClick={() => void host.refuse(id)}>
        {t("knock.refuse")}
      </button>
      {others.length > 0 && (
        <button
          type="button"
          class="btn quiet"
          onClick={() => void host.admit(null)}
        >
          {t("knock.admitAll")}
        </button>
      )}
    </div>
  );
}

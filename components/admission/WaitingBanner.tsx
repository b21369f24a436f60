// Who waits at the door, over the stage of those who may open it.
import type { T } from "@/i18n/messages.ts";
import type { Waiting } from "@/protocol/roles.ts";
import { Icon } from "../base/Icon.tsx";

export interface WaitingBannerProps {
  /** Who waits, the longest first. */
  waiting: readonly Waiting[];
  /** Lets one of them in, or all (null). */
  onAdmit(id: string | null): void;
  /** Sends one of them away. */
  onRefuse(id: string): void;
  t: T;
}

/** There for as long as somebody waits. */
export function WaitingBanner({ waiting, onAdmit, onRefuse, t }: WaitingBannerProps) {
  const [first, ...others] = waiting;
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
      <button type="button" class="btn primary" onClick={() => onAdmit(id)}>
        {t("knock.admit")}
      </button>
      <button type="button" class="btn quiet" onClick={() => onRefuse(id)}>
        {t("knock.refuse")}
      </button>
      {others.length > 0 && (
        <button
          type="button"
          class="btn quiet"
          onClick={() => onAdmit(null)}
        >
          {t("knock.admitAll")}
        </button>
      )}
    </div>
  );
}

// After a call: how long it was and with how many, and the two ways on.
import { duration } from "@/i18n/timer.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

export interface LeftScreenProps {
  /** How long the call lasted, in milliseconds. */
  lasted: number;
  /** Most people who were in it at the same time, this user included. */
  people: number;
  /** Enters the call again, with the same name and devices. */
  onRejoin(): void;
  t: T;
}

/** Rejoining keeps name and devices. */
export function LeftScreen({ lasted, people, onRejoin, t }: LeftScreenProps) {
  return (
    <main class="main center left" id="main" tabIndex={-1}>
      <h1>{t("left.h1")}</h1>
      <p class="muted">
        {t("left.duration", { duration: duration(lasted, t.locale) })} ·{" "}
        {t("left.people", { n: people })}
      </p>
      <div class="row">
        <button type="button" class="btn primary big" onClick={onRejoin}>
          <Icon name="log-in" /> {t("left.rejoin")}
        </button>
        <a class="btn big" href="/">{t("left.home")}</a>
      </div>
    </main>
  );
}

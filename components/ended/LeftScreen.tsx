// After a call: how long it was and with how many, and the two ways on.
import type { Call } from "@/call/mod.ts";
import { duration } from "@/i18n/timer.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";

/** Rejoining keeps name and devices. */
export function LeftScreen({ call, t }: { call: Call; t: T }) {
  const { lasted: ms, name } = call.model.room;
  const lasted = duration(ms.value ?? 0, t.locale);
  return (
    <main class="main center left" id="main" tabIndex={-1}>
      <h1>{t("left.h1")}</h1>
      <p class="muted">
        {t("left.duration", { duration: lasted })} · {t("left.people", { n: call.peakCount.value })}
      </p>
      <div class="row">
        <button type="button" class="btn primary big" onClick={() => call.join(name.value ?? "")}>
          <Icon name="log-in" /> {t("left.rejoin")}
        </button>
        <a class="btn big" href="/">{t("left.home")}</a>
      </div>
    </main>
  );
}

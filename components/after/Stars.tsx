// How was the call? Kept by this browser, told to nobody.
import { useSignal } from "@preact/signals";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

const FIVE = [1, 2, 3, 4, 5] as const;

/** One press is all it takes, and another one changes it. */
export function Stars({ call, t }: { call: Call; t: T }) {
  const given = useSignal(0);
  return (
    <>
      <fieldset class="stars">
        <legend>{t("left.rate")}</legend>
        {FIVE.map((n) => (
          <button
            key={n}
            type="button"
            class="btn-icon quiet"
            aria-pressed={n === given.value}
            aria-label={t("left.star", { n })}
            onClick={() => {
              given.value = n;
              call.rate(n);
            }}
          >
            <span aria-hidden="true">{n <= given.value ? "★" : "☆"}</span>
          </button>
        ))}
      </fieldset>
      <p role="status">{given.value > 0 && t("left.thanks")}</p>
    </>
  );
}

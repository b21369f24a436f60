// So many megabytes for so long: sets a data budget, and shows what is left of it.
import { useSignal } from "@preact/signals";
import { fileSize } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { NumberField } from "../base/NumberField.tsx";

const MB = 1_048_576;
const MINUTE_MS = 60_000;
const MOST = { megabytes: 1_000_000, minutes: 1_440 };

/** Bytes, and milliseconds of a call. */
interface Amount {
  bytes: number;
  ms: number;
}

export interface BudgetFormProps {
  /** What there is and what is used of it; null without a budget. */
  budget: { plan: Amount; used: Amount } | null;
  /** Null takes it away. */
  onBudget(plan: Amount | null): void;
  t: T;
}

/** Asks for both amounts, or shows what is left. */
export function BudgetForm({ budget, onBudget, t }: BudgetFormProps) {
  return (
    <section class="stack">
      <h3 class="label">{t("budget.title")}</h3>
      {budget === null
        ? <NewBudget onBudget={onBudget} t={t} />
        : <BudgetLeft budget={budget} onBudget={onBudget} t={t} />}
    </section>
  );
}

function NewBudget({ onBudget, t }: Omit<BudgetFormProps, "budget">) {
  const [megabytes, minutes] = [useSignal(0), useSignal(60)];
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const plan = { bytes: megabytes.value * MB, ms: minutes.value * MINUTE_MS };
        if (plan.bytes > 0 && plan.ms > 0) onBudget(plan);
      }}
    >
      <p class="hint">{t("budget.hint")}</p>
      <NumberField
        label={t("budget.megabytes")}
        none="300"
        value={megabytes.value}
        most={MOST.megabytes}
        onChange={(value) => megabytes.value = value}
      />
      <NumberField
        label={t("budget.minutes")}
        none="60"
        value={minutes.value}
        most={MOST.minutes}
        onChange={(value) => minutes.value = value}
      />
      <button type="submit" class="btn">{t("budget.set")}</button>
    </form>
  );
}

function BudgetLeft(
  { budget: { plan, used }, onBudget, t }: BudgetFormProps & {
    budget: NonNullable<BudgetFormProps["budget"]>;
  },
) {
  const minutes = Math.max(0, Math.ceil((plan.ms - used.ms) / MINUTE_MS));
  const told = t("budget.left", {
    n: minutes,
    used: fileSize(used.bytes, t.locale),
    all: fileSize(plan.bytes, t.locale),
  });
  return (
    <>
      <p>{told}</p>
      <meter
        class="budget"
        min={0}
        max={plan.bytes}
        high={0.8 * plan.bytes}
        value={Math.min(used.bytes, plan.bytes)}
        aria-label={told}
      />
      <button type="button" class="btn" onClick={() => onBudget(null)}>{t("budget.clear")}</button>
    </>
  );
}

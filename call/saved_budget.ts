// A data budget as a tab stores it.

interface Amount {
  readonly bytes: number;
  readonly ms: number;
}

/** So many bytes for so many milliseconds of a call, and what is used of both. */
export interface SavedBudget {
  readonly plan: Amount;
  readonly used: Amount;
}

/** Null for what is none, or was not written by this product. */
export function budgetIn(text: string | null): SavedBudget | null {
  try {
    const stored: unknown = JSON.parse(text ?? "null");
    if (typeof stored !== "object" || stored === null) return null;
    const { plan, used } = stored as Record<string, unknown>;
    const [planned, taken] = [amountIn(plan), amountIn(used)];
    const isPlan = planned !== null && planned.bytes > 0 && planned.ms > 0;
    return isPlan && taken !== null ? { plan: planned, used: taken } : null;
  } catch {
    return null;
  }
}

function amountIn(value: unknown): Amount | null {
  if (typeof value !== "object" || value === null) return null;
  const { bytes, ms } = value as Record<string, unknown>;
  return isCount(bytes) && isCount(ms) ? { bytes, ms } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

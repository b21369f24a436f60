// A field for an amount, with its unit; empty means none.
import { useId } from "preact/hooks";

interface Props {
  label: string;
  /** 0 is shown as an empty field. */
  value: number;
  /** What an empty field means. */
  none: string;
  hint?: string;
  /** Whether parts of one may be typed. */
  whole?: boolean;
  most: number;
  onChange(value: number): void;
}

/** Tells what was typed when the person is done with it; what is no amount goes back. */
export function NumberField({ label, value, none, hint, whole = true, most, onChange }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label class="label" for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="text"
        inputMode={whole ? "numeric" : "decimal"}
        autocomplete="off"
        value={value === 0 ? "" : String(value)}
        placeholder={none}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={({ currentTarget }) => {
          const typed = amountIn(currentTarget.value, { whole, most });
          if (typed === null) currentTarget.value = value === 0 ? "" : String(value);
          else onChange(typed);
        }}
      />
      {hint !== undefined && <small class="hint" id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

/** "1,5" and "1.5" are the same; null for what is no amount. */
export function amountIn(
  text: string,
  { whole, most }: { whole: boolean; most: number },
): number | null {
  const plain = text.replace(/\s/g, "").replace(",", ".");
  if (plain === "") return 0;
  const pattern = whole ? /^\d{1,9}$/ : /^\d{1,9}(\.\d{1,4})?$/;
  if (!pattern.test(plain)) return null;
  return Math.min(most, Number(plain));
}

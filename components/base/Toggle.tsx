// A row with a switch, as in every list of settings.

interface Props {
  label: string;
  on: boolean;
  onChange(on: boolean): void;
  disabled?: boolean;
  hint?: string;
}

/** The whole row can be pressed. */
export function Toggle({ label, on, onChange, disabled = false, hint }: Props) {
  return (
    <label class="toggle">
      <span>
        {label}
        {hint && <small class="hint">{hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

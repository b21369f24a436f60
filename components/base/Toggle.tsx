// A row with a switch, as in every list of settings.
import { useRef } from "preact/hooks";
import type { Failure } from "@/call/mod.ts";
import { useIntent } from "./use_intent.ts";

interface Props {
  label: string;
  on: boolean;
  /** Returns why not, where somebody else decides: the switch then goes back. */
  onChange(on: boolean): void | Promise<Failure | null>;
  disabled?: boolean;
  hint?: string;
}

/** The whole row can be pressed. It shows what is true again when the change is refused. */
export function Toggle({ label, on, onChange, disabled = false, hint }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const truth = useRef(on);
  truth.current = on;
  const asked = useRef<boolean | null>(null);
  const { handlers, wanted } = useIntent(on);
  function show(state: boolean): void {
    if (input.current) input.current.checked = state;
  }
  async function change(): Promise<void> {
    const want = asked.current;
    asked.current = null;
    show(want ?? truth.current);
    if (want === null || want === truth.current) return;
    const failure = await onChange(want);
    if (failure) show(truth.current);
  }
  return (
    <label class="toggle" {...handlers}>
      <span>
        {label}
        {hint && <small class="hint">{hint}</small>}
      </span>
      <input
        ref={input}
        type="checkbox"
        role="switch"
        checked={on}
        disabled={disabled}
        onClick={(event) => void (asked.current = wanted(event))}
        onChange={() => void change()}
      />
    </label>
  );
}

// A round button of the call bar: an icon, a name, and perhaps a number.
import { classes } from "./classes.ts";
import type { IconName } from "./icon_names.ts";
import { Icon } from "./Icon.tsx";

interface Props {
  icon: IconName;
  /** Says what pressing does, and so changes with the state instead of `aria-pressed`. */
  label: string;
  onPress(): void;
  tone?: "off" | "on" | "danger" | "quiet";
  busy?: boolean;
  /** Small number at the corner; nothing at 0. */
  badge?: number;
}

const TONE = { off: "is-off", on: "is-on", danger: "danger", quiet: "quiet" } as const;

/** The name doubles as tooltip. */
export function IconButton({ icon, label, onPress, tone, busy = false, badge = 0 }: Props) {
  return (
    <button
      type="button"
      class={classes("btn-icon", tone ? { [TONE[tone]]: true } : {})}
      aria-label={label}
      aria-busy={busy}
      data-tip={label}
      onClick={onPress}
    >
      {busy ? <span class="spinner" /> : <Icon name={icon} />}
      {badge > 0 && <span class="badge" aria-hidden="true">{badge > 99 ? "99+" : badge}</span>}
    </button>
  );
}

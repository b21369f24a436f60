// A round button of the call bar: an icon, a name, and perhaps a number.
import type { ComponentChildren, JSX } from "preact";
import { classes } from "./classes.ts";
import type { IconName } from "./icon_names.ts";
import { Icon } from "./Icon.tsx";
import { useIntent } from "./use_intent.ts";

interface Props {
  icon: IconName;
  /** Says what pressing does, and so changes with the state instead of `aria-pressed`. */
  label: string;
  /** `wanted`: the state that the press asks for, where `on` says the present one. */
  onPress?(wanted: boolean): void;
  /** Of a switch: whether what it switches is on now. */
  on?: boolean;
  /** What stood here before, where that was the same switch in another form. */
  was?: boolean | undefined;
  /** How long a change that nobody here asked for is not taken as read, in milliseconds. */
  reaction?: number;
  tone?: "off" | "on" | "danger" | "quiet";
  busy?: boolean;
  /** Small number at the corner; nothing at 0. */
  badge?: number;
  /** The key that does the same, as it is written on the keyboard. */
  shortcut?: string | undefined;
  class?: string;
  children?: ComponentChildren;
}

type Rest = Pick<
  JSX.IntrinsicElements["button"],
  "id" | "popovertarget" | "aria-haspopup" | "aria-pressed" | "disabled" | "tabIndex"
>;

const TONE = { off: "is-off", on: "is-on", danger: "danger", quiet: "quiet" } as const;

/** The name doubles as tooltip. */
export function IconButton(props: Props & Rest) {
  const { icon, label, onPress, tone, busy = false, badge = 0, shortcut, children } = props;
  const { class: extra = "", on, was, reaction, ...rest } = props;
  const { handlers, wanted } = useIntent(on ?? false, { was, reaction, busy });
  function press(event: MouseEvent): void {
    const asked = on === undefined || wanted(event);
    if (asked !== null) onPress?.(asked);
  }
  const count = badge > 99 ? "99+" : badge > 0 ? String(badge) : undefined;
  return (
    <button
      type="button"
      {...only(rest)}
      class={classes(`btn-icon ${extra}`.trim(), tone ? { [TONE[tone]]: true } : {})}
      aria-label={label}
      aria-busy={busy}
      aria-description={count}
      aria-keyshortcuts={shortcut}
      data-tip={shortcut ? `${label} (${shortcut})` : label}
      {...handlers}
      onClick={press}
    >
      {busy ? <span class="spinner" /> : <Icon name={icon} />}
      {count && <span class="badge" data-count={count} aria-hidden="true" />}
      {children}
    </button>
  );
}

/** Of all properties those that go to the element as they are. */
function only(rest: Rest): Rest {
  const { id, popovertarget, disabled, tabIndex } = rest;
  return {
    id,
    popovertarget,
    disabled,
    tabIndex,
    "aria-haspopup": rest["aria-haspopup"],
    "aria-pressed": rest["aria-pressed"],
  } as Rest;
}

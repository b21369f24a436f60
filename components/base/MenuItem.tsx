// What stands in a menu: one thing to do or to choose, alone or under a heading.
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";
import { closePopover } from "./guarded_calls.ts";
import { useIntent } from "./use_intent.ts";

interface ItemProps {
  icon?: IconName;
  children: ComponentChildren;
  /** `wanted`: the state that the press asks for, where there is one to switch. */
  onPress(wanted: boolean): void;
  /** Of a switch whose text says what pressing does: whether what it switches is on now. */
  on?: boolean;
  danger?: boolean;
  /** There is nothing to do just now; it keeps its place, and the focus. */
  disabled?: boolean;
  shortcut?: string | undefined;
  /** One of several, or on and off: shown by a mark. */
  checked?: boolean;
  kind?: "plain" | "radio" | "check";
  /** Stays open: for what is tried one after the other. */
  stays?: boolean;
}

const ROLE = { plain: "menuitem", radio: "menuitemradio", check: "menuitemcheckbox" } as const;

/** One thing to do, or to choose. */
export function MenuItem(props: ItemProps) {
  const { icon, children, onPress, danger, disabled, shortcut, checked = false } = props;
  const { kind = "plain", stays = false } = props;
  const switches = kind === "check" ? checked : props.on;
  const { handlers, wanted } = useIntent(switches ?? false);
  function press(event: MouseEvent): void {
    if (disabled) return;
    const menu = (event.currentTarget as HTMLElement).closest<HTMLElement>("[popover]");
    const asked = switches === undefined || wanted(event);
    if (!stays) closePopover(menu);
    if (asked !== null) onPress(asked);
  }
  return (
    <button
      type="button"
      class={danger ? "menu-item danger" : "menu-item"}
      role={ROLE[kind]}
      tabIndex={-1}
      aria-disabled={disabled}
      aria-checked={kind === "plain" ? undefined : checked}
      aria-keyshortcuts={shortcut}
      {...handlers}
      onClick={press}
    >
      {icon && <Icon name={icon} />}
      <span class="menu-text">{children}</span>
      {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
      {checked && <Icon name="check" class="check-mark" />}
    </button>
  );
}

/** Items that belong together, under a heading. */
export function MenuGroup({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div role="group" aria-label={label} class="menu-group">
      <p class="menu-heading" aria-hidden="true">{label}</p>
      {children}
    </div>
  );
}

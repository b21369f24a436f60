// Menus: a popover with items, which opens at its button; on a phone it comes up from below.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Icon, type IconName } from "./Icon.tsx";
import { rove, visibleItems } from "./roving.ts";
import { useIntent } from "./use_intent.ts";
import { closePopover } from "./tries.ts";

interface MenuProps {
  /** Whoever has `popovertarget` with this opens it. */
  id: string;
  label: string;
  /** Called each time it opens or closes. */
  onToggle?(open: boolean): void;
  children: ComponentChildren;
}

/** Made only while it is open. Arrows go through the items, Escape closes, the focus comes back. */
export function Menu({ id, label, onToggle, children }: MenuProps) {
  const open = useSignal(false);
  const menu = useRef<HTMLDivElement>(null);
  function onBefore(event: { newState: string }): void {
    open.value = event.newState === "open";
  }
  function onAfter(event: { newState: string }): void {
    const opened = event.newState === "open";
    onToggle?.(opened);
    if (opened && menu.current) visibleItems(menu.current)[0]?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Tab") closePopover(menu.current);
    else rove(event, "vertical");
  }
  return (
    <div
      ref={menu}
      class="menu"
      id={id}
      popover="auto"
      role="menu"
      aria-label={label}
      onBeforeToggle={onBefore}
      onToggle={onAfter}
      onKeyDown={onKeyDown}
    >
      {open.value && children}
    </div>
  );
}

interface ItemProps {
  icon?: IconName;
  children: ComponentChildren;
  /** `wanted`: the state that the press asks for, where there is one to switch. */
  onPress(wanted: boolean): void;
  /** Of a switch whose text says what pressing does: whether what it switches is on now. */
  on?: boolean;
  danger?: boolean;
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
      disabled={disabled}
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

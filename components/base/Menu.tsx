// Menus: a popover with items, which opens at its button; on a phone it comes up from below.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { rove, visibleItems } from "./roving.ts";
import { closePopover } from "./guarded_calls.ts";

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
  const focusFirst = useFirstFocus(menu, children);
  function onBefore(event: { newState: string }): void {
    if (event.newState === "open") open.value = true;
  }
  /** The items go when it is closed: the browser gives the focus back from an item that is there. */
  function onAfter(event: { newState: string }): void {
    const opened = event.newState === "open";
    open.value = opened;
    onToggle?.(opened);
    focusFirst(opened);
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

/** Gives the first item the focus when the menu has opened, or as soon as its items have come. */
function useFirstFocus(
  menu: RefObject<HTMLElement>,
  items: ComponentChildren,
): (opened: boolean) => void {
  const isDue = useRef(false);
  const tryNow = () => {
    const [first] = isDue.current && menu.current ? visibleItems(menu.current) : [];
    first?.focus();
    if (first) isDue.current = false;
  };
  useEffect(tryNow, [items]);
  return (opened) => {
    isDue.current = opened;
    tryNow();
  };
}

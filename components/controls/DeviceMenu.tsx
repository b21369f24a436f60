// The menu beside a switch; its items are there before it is opened.
import type { ComponentChildren } from "preact";
import { Icon } from "../base/Icon.tsx";
import { Menu } from "../base/Menu.tsx";

interface Props {
  /** Of the menu; unique on the page. */
  id: string;
  label: string;
  children: ComponentChildren;
}

/** A narrow button, and the devices to choose from. */
export function DeviceMenu({ id, label, children }: Props) {
  return (
    <>
      <button
        type="button"
        class="btn-icon btn-caret"
        popovertarget={id}
        aria-haspopup="menu"
        aria-label={label}
        data-tip={label}
      >
        <Icon name="chevron-up" />
      </button>
      <Menu id={id} label={label}>{children}</Menu>
    </>
  );
}

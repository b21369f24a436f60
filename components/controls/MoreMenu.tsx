// The button with everything that has no button of its own.
import type { ComponentChildren } from "preact";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";

/** A menu on a desk, a sheet from below on a phone. Its items are there before it is pressed. */
export function MoreMenu({ t, children }: { t: T; children: ComponentChildren }) {
  const label = t("call.more");
  return (
    <>
      <IconButton icon="ellipsis" label={label} popovertarget="more-menu" aria-haspopup="menu" />
      <Menu id="more-menu" label={label}>{children}</Menu>
    </>
  );
}

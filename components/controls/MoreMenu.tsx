// The button with everything that has no button of its own.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { useExtra } from "../load_extras.ts";

interface Props {
  call: Call;
  /** Opens or closes the floating window; null where there can be none. */
  onFloat: (() => void) | null;
  t: T;
}

/** A menu on a desk, a sheet from below on a phone. Its items are there before it is pressed. */
export function MoreMenu({ call, onFloat, t }: Props) {
  const Items = useExtra(true, (all) => all.MoreItems);
  return (
    <>
      <IconButton
        icon="ellipsis"
        label={t("call.more")}
        popovertarget="more-menu"
        aria-haspopup="menu"
      />
      <Menu id="more-menu" label={t("call.more")}>
        {Items && <Items call={call} onFloat={onFloat} t={t} />}
      </Menu>
    </>
  );
}

// The menus beside the two switches; their items are there before they are opened.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { Menu } from "../base/Menu.tsx";
import { useExtra } from "../load_extras.ts";

interface Props {
  call: Call;
  t: T;
}

/** Microphones, speakers, noise. */
export function MicMenu({ call, t }: Props) {
  const Items = useExtra(true, (all) => all.MicItems);
  return (
    <>
      <Caret id="mic-menu" label={t("mic.menu")} />
      <Menu id="mic-menu" label={t("mic.menu")}>{Items && <Items call={call} t={t} />}</Menu>
    </>
  );
}

/** Cameras, and the mirror. */
export function CameraMenu({ call, t }: Props) {
  const Items = useExtra(true, (all) => all.CameraItems);
  return (
    <>
      <Caret id="cam-menu" label={t("cam.menu")} />
      <Menu id="cam-menu" label={t("cam.menu")}>{Items && <Items call={call} t={t} />}</Menu>
    </>
  );
}

function Caret({ id, label }: { id: string; label: string }) {
  return (
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
  );
}

// What a host can do to one person in the list.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { Member } from "@/protocol/shapes.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu, MenuItem } from "../base/Menu.tsx";

interface Props {
  member: Member;
  call: Call;
  t: T;
}

/** Only hosts have it, and not for other hosts: nobody takes the role from another. */
export function PersonMenu({ member: { id, name, role, media }, call: { host }, t }: Props) {
  const menu = `person-menu-${id}`;
  return (
    <>
      <IconButton
        icon="ellipsis"
        label={t("host.person", { name })}
        tone="quiet"
        popovertarget={menu}
        aria-haspopup="menu"
      />
      <Menu id={menu} label={t("host.person", { name })}>
        <MenuItem icon="mic-off" disabled={!media.mic} onPress={() => void host.mute(id)}>
          {t("host.mute")}
        </MenuItem>
        <MenuItem
          icon="users"
          kind="check"
          checked={role === "member"}
          onPress={(on) => void host.setRole(id, on ? "member" : "guest")}
        >
          {t("host.member")}
        </MenuItem>
        <MenuItem icon="presentation" onPress={() => void host.setRole(id, "host")}>
          {t("host.host")}
        </MenuItem>
        <MenuItem icon="x" danger onPress={() => void host.remove(id)}>{t("people.kick")}</MenuItem>
      </Menu>
    </>
  );
}

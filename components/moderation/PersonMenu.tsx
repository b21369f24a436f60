// What a host, or a deputy while no host is there, can do to one person in the list.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { RIGHTS } from "@/protocol/roles.ts";
import type { Member } from "@/protocol/shapes.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { MenuItem } from "../base/MenuItem.tsx";

interface Props {
  member: Member;
  call: Call;
  t: T;
}

/** One quiet button; all of it is in its menu. Not for hosts: nobody takes the role from another. */
export function PersonMenu({ member, call, t }: Props) {
  const { id, name } = member;
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
        <Moment member={member} call={call} t={t} />
        {RIGHTS.map((right) => (
          <MenuItem
            key={right}
            kind="check"
            stays
            checked={call.moderation.hasRight(member, right)}
            onPress={(on) => void call.moderation.setOwnRight(id, right, on)}
          >
            {t(`host.right.${right}`)}
          </MenuItem>
        ))}
        {call.moderation.isHost.value && <Roles member={member} call={call} t={t} />}
        <MenuItem icon="x" danger onPress={() => void call.moderation.remove(id)}>
          {t("people.kick")}
        </MenuItem>
      </Menu>
    </>
  );
}

/** What concerns only what they do right now. All of it is always there, so that nothing moves. */
function Moment({ member: { id, media, hand }, call: { moderation: host }, t }: Props) {
  return (
    <>
      <MenuItem
        icon={media.mic ? "mic-off" : "mic"}
        on={media.mic}
        onPress={(on) => void (on ? host.unmute(id) : host.mute(id))}
      >
        {t(media.mic ? "host.mute" : "host.unmute")}
      </MenuItem>
      <MenuItem
        icon="monitor-off"
        disabled={!media.screen}
        onPress={() => void host.unshare(id)}
      >
        {t("host.unshare")}
      </MenuItem>
      <MenuItem icon="hand" disabled={hand === null} onPress={() => void host.lower(id)}>
        {t("host.lower")}
      </MenuItem>
    </>
  );
}

function Roles({ member: { id, role }, call: { moderation: host }, t }: Props) {
  return (
    <>
      {(["member", "deputy"] as const).map((each) => (
        <MenuItem
          key={each}
          icon={each === "member" ? "users" : "log-in"}
          kind="check"
          checked={role === each}
          onPress={(on) => void host.setRole(id, on ? each : "guest")}
        >
          {t(`host.${each}`)}
        </MenuItem>
      ))}
      <MenuItem icon="presentation" onPress={() => void host.setRole(id, "host")}>
        {t("host.host")}
      </MenuItem>
    </>
  );
}

// What a host, or a deputy while no host is there, can do to one person in the list.
import type { T } from "@/i18n/messages.ts";
import { type Right, RIGHTS } from "@/protocol/rights.ts";
import type { Role } from "@/protocol/roles.ts";
import type { Member } from "@/protocol/shapes.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { MenuItem } from "../base/MenuItem.tsx";

/** What a moderator asks the server to do to a member. */
export interface PersonIntents {
  /** Switches the microphone off, or asks the member to switch it on. */
  setMic(id: string, on: boolean): void;
  /** Stops the member's shared screen. */
  stopScreen(id: string): void;
  lowerHand(id: string): void;
  /** Gives the member alone a right, or takes it away. */
  setRight(id: string, right: Right, given: boolean): void;
  setRole(id: string, role: Role): void;
  /** Sends the member out of the call. */
  remove(id: string): void;
}

interface Props {
  member: Member;
  /** Only hosts give roles. */
  isHost: boolean;
  hasRight(right: Right): boolean;
  intents: PersonIntents;
  t: T;
}

/** One quiet button; all of it is in its menu. Not for hosts: nobody takes the role from another. */
export function PersonMenu(props: Props) {
  const { member: { id, name }, t } = props;
  const menu = `person-menu-${id}`;
  const label = t("host.person", { name });
  return (
    <>
      <IconButton
        icon="ellipsis"
        label={label}
        tone="quiet"
        popovertarget={menu}
        aria-haspopup="menu"
      />
      <Menu id={menu} label={label}>
        <PersonItems {...props} />
      </Menu>
    </>
  );
}

/** What stands in the menu while it is open. */
export function PersonItems({ member, isHost, hasRight, intents, t }: Props) {
  const { id } = member;
  return (
    <>
      <MediaItems member={member} intents={intents} t={t} />
      {RIGHTS.map((right) => (
        <MenuItem
          key={right}
          kind="check"
          stays
          checked={hasRight(right)}
          onPress={(on) => intents.setRight(id, right, on)}
        >
          {t(`host.right.${right}`)}
        </MenuItem>
      ))}
      {isHost && <RoleItems member={member} intents={intents} t={t} />}
      <MenuItem icon="x" danger onPress={() => intents.remove(id)}>{t("people.kick")}</MenuItem>
    </>
  );
}

type Part = Pick<Props, "member" | "intents" | "t">;

/** What concerns only what they do right now. All of it is always there, so that nothing moves. */
function MediaItems({ member: { id, media, hand }, intents, t }: Part) {
  return (
    <>
      <MenuItem
        icon={media.mic ? "mic-off" : "mic"}
        on={media.mic}
        onPress={(on) => intents.setMic(id, on)}
      >
        {t(media.mic ? "host.mute" : "host.unmute")}
      </MenuItem>
      <MenuItem icon="monitor-off" disabled={!media.screen} onPress={() => intents.stopScreen(id)}>
        {t("host.unshare")}
      </MenuItem>
      <MenuItem icon="hand" disabled={hand === null} onPress={() => intents.lowerHand(id)}>
        {t("host.lower")}
      </MenuItem>
    </>
  );
}

function RoleItems({ member: { id, role }, intents, t }: Part) {
  return (
    <>
      {(["member", "deputy"] as const).map((each) => (
        <MenuItem
          key={each}
          icon={each === "member" ? "users" : "log-in"}
          kind="check"
          checked={role === each}
          onPress={(on) => intents.setRole(id, on ? each : "guest")}
        >
          {t(`host.${each}`)}
        </MenuItem>
      ))}
      <MenuItem icon="presentation" onPress={() => intents.setRole(id, "host")}>
        {t("host.host")}
      </MenuItem>
    </>
  );
}

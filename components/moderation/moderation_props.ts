// What the dialog of the room and the menu of a person get from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { invitationIntents } from "../admission/admission_props.ts";
import { roomLink } from "../page_layout/room_link.ts";
import type { PersonIntents } from "./PersonMenu.tsx";
import type { RoomDialogProps } from "./RoomDialog.tsx";

/** Nothing shows that one of these was refused but the menu that is closed by then: it is told. */
export function personIntents({ moderation, notifications }: Call): PersonIntents {
  return {
    setMic: (id, on) => notifications.tellFailure(on ? moderation.unmute(id) : moderation.mute(id)),
    stopScreen: (id) => notifications.tellFailure(moderation.unshare(id)),
    lowerHand: (id) => notifications.tellFailure(moderation.lower(id)),
    setRight: (id, right, given) =>
      notifications.tellFailure(moderation.setOwnRight(id, right, given)),
    setRole: (id, role) => notifications.tellFailure(moderation.setRole(id, role)),
    remove: (id) => notifications.tellFailure(moderation.remove(id)),
  };
}

export function roomDialogProps(call: Call, t: T): RoomDialogProps {
  const { moderation, title } = call;
  const { hostFragment } = call.membership.credentials;
  return {
    rules: call.membership.rules.value,
    isHost: moderation.isHost.value,
    title: title.given.value,
    shownTitle: title.shown.value,
    hostLink: hostFragment === null ? null : roomLink(hostFragment),
    onLock: (locked) => moderation.setLocked(locked),
    onRight: (right, given) => moderation.setRight(right, given),
    onTitle: (wanted) => title.set(wanted),
    onPassword: (password) => moderation.setPassword(password),
    invitations: invitationIntents(call),
    onEnd: () => moderation.end(),
    onClose: () => call.panels.closeDialog(),
    t,
  };
}

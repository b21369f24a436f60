// What the list of participants and the dialog for the own name get from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { personIntents } from "../moderation/moderation_props.ts";
import type { NameDialogProps } from "./NameDialog.tsx";
import type { PeoplePanelProps } from "./PeoplePanel.tsx";

export function peoplePanelProps(call: Call, t: T): PeoplePanelProps {
  const { membership: room, moderation, notifications, panels, volumes } = call;
  return {
    members: room.members.value,
    count: call.membership.count.value,
    self: room.self.value,
    isHost: moderation.isHost.value,
    moderates: moderation.moderates.value,
    volumeOf: (id) => volumes.of(id),
    savesData: (id) =>
      id === room.self.value
        ? call.preferences.settings.value.saveData
        : call.network.dataSaving.members.value.has(id),
    causeOf: (id) => call.connections.causes.value.get(id) ?? null,
    hasRight: (member, right) => moderation.hasRight(member, right),
    onClose: () => panels.show(null),
    onRename: () => panels.open("name"),
    onOpenRoom: () => panels.open("room"),
    onMuteAll: () => notifications.tellFailure(moderation.mute(null)),
    onLowerAll: () => notifications.tellFailure(moderation.lower(null)),
    onVolume: (id, level) => volumes.setLevel(id, level),
    onMuteForMe: (id, muted) => volumes.setMuted(id, muted),
    intents: personIntents(call),
    t,
  };
}

export function nameDialogProps(call: Call, t: T): NameDialogProps {
  return {
    name: call.membership.name.value ?? "",
    onRename: (name) => call.membership.rename(name),
    onClose: () => call.panels.closeDialog(),
    t,
  };
}

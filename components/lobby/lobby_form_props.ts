// What the form and the preview of the lobby get from the lobby.
import { h } from "preact";
import type { Lobby } from "@/call/lobby.ts";
import type { T } from "@/i18n/messages.ts";
import { useAroundCall } from "../load_parts.ts";
import type { LobbyFormProps } from "./LobbyForm.tsx";
import type { PreviewProps } from "./Preview.tsx";

export function useLobbyFormProps(lobby: Lobby, t: T): LobbyFormProps {
  const { media, membership } = lobby;
  const refusal = membership.refusal.value;
  const warning = membership.credentials.warning.value;
  const support = media.support.value;
  const { camera, mic } = media.problems.value;
  const isAny = refusal !== null || support !== "ok" || camera !== undefined || mic !== undefined;
  const KeyWarning = useAroundCall(warning !== null, (all) => all.KeyWarning);
  const Problems = useAroundCall(isAny, (all) => all.LobbyProblems);
  return {
    title: lobby.title.shown.value,
    name: membership.name.value,
    refusal,
    problem: membership.problem.value,
    warning: KeyWarning && h(KeyWarning, { call: lobby, t }),
    problems: isAny && Problems && h(Problems, { call: lobby, t }),
    devices: support === "ok"
      ? {
        level: lobby.micMeter.level,
        choices: media.choices.value,
        chosen: media.chosen.value,
        canChooseSpeaker: media.canChooseSpeaker.value,
        onChoose: (kind, id) => void media.choose(kind, id),
        onTestSound: () => media.testSound(),
      }
      : null,
    isJoining: membership.phase.value === "joining",
    isReady: membership.ready.value && warning !== "broken",
    online: membership.online.value,
    count: membership.watched.value?.count ?? null,
    isRecorded: membership.watched.value?.recording ?? false,
    onJoin: (name, password) => membership.join(name, password),
    t,
  };
}

export function previewProps(
  lobby: Lobby,
  t: T,
  given: Pick<PreviewProps, "onSettings">,
): PreviewProps {
  const { media, membership, preferences } = lobby;
  const { camera, mic } = media.tracks.value;
  const opening = media.opening.value;
  const facing = media.facing.value;
  return {
    name: membership.name.value,
    isReady: membership.ready.value,
    hasDevices: media.support.value === "ok",
    isStarted: camera !== null || mic !== null || opening.camera || opening.mic ||
      Object.keys(media.problems.value).length > 0,
    camera,
    isLive: media.live.value.camera,
    isMirrored: preferences.settings.value.mirror && facing !== "environment",
    on: media.flags.value,
    opening,
    canFlip: facing !== null && media.choices.value.camera.length > 1,
    onStart: () => void media.startVideo(),
    onSwitch: (kind, on) => void media.toggle(kind, on),
    onFlip: () => void media.flip(),
    ...given,
    t,
  };
}

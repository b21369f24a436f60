// What the form and the preview of the lobby get from the call.
import { h } from "preact";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { useExtra } from "../load_extras.ts";
import type { LobbyFormProps } from "./LobbyForm.tsx";
import type { PreviewProps } from "./Preview.tsx";

export function useLobbyFormProps(call: Call, t: T): LobbyFormProps {
  const { media, membership } = call;
  const refusal = membership.refusal.value;
  const warning = membership.credentials.warning.value;
  const support = media.support.value;
  const { camera, mic } = media.problems.value;
  const isAny = refusal !== null || support !== "ok" || camera !== undefined || mic !== undefined;
  const KeyWarning = useExtra(warning !== null, (all) => all.KeyWarning);
  const Problems = useExtra(isAny, (all) => all.LobbyProblems);
  return {
    title: call.title.shown.value,
    name: membership.name.value,
    refusal,
    problem: membership.problem.value,
    warning: KeyWarning && h(KeyWarning, { call, t }),
    problems: isAny && Problems && h(Problems, { call, t }),
    devices: support === "ok"
      ? {
        level: call.micMeter.level,
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

export function previewProps(call: Call, t: T): PreviewProps {
  const { media, membership, preferences } = call;
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
    onSettings: () => call.panels.open("settings"),
    t,
  };
}

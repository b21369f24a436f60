// What the head of a call gets from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { CallHeaderProps } from "./CallHeader.tsx";

export function callHeaderProps(call: Call, t: T): CallHeaderProps {
  const { membership, panels } = call;
  return {
    isShown: membership.phase.value === "call",
    title: call.title.shown.value,
    count: membership.count.value,
    level: call.encryption.status.value,
    isSpotlight: call.preferences.settings.value.spotlight,
    lasting: () => membership.lasting(),
    onSpotlight: (on) => call.layout.setSpotlight(on),
    onEncryption: () => panels.open("safety"),
    onInvite: () => panels.open("invite"),
    t,
  };
}

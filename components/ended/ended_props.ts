// What the screens after a call get from it.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { LeftScreenProps } from "./LeftScreen.tsx";
import type { RemovedScreenProps } from "./RemovedScreen.tsx";
import type { ReplacedScreenProps } from "./ReplacedScreen.tsx";

export function leftScreenProps(call: Call, t: T): LeftScreenProps {
  return {
    lasted: call.membership.lasted.value ?? 0,
    people: call.membership.peakCount.value,
    onRejoin: () => joinAgain(call),
    t,
  };
}

export function replacedScreenProps(call: Call, t: T): ReplacedScreenProps {
  return { onTakeBack: () => joinAgain(call), t };
}

export function removedScreenProps({ membership }: Call, t: T): RemovedScreenProps {
  return {
    isForAll: membership.phase.value === "ended",
    by: membership.endedBy.value?.name ?? null,
    t,
  };
}

function joinAgain(call: Call): void {
  call.membership.join(call.membership.name.value ?? "");
}

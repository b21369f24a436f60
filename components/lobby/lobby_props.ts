// What the parts of the lobby that are loaded later get from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { KeyWarningProps } from "./KeyWarning.tsx";
import type { LobbyProblemsProps } from "./LobbyProblems.tsx";

export function keyWarningProps({ membership: { credentials } }: Call, t: T): KeyWarningProps {
  return { warning: credentials.warning.value, onChoose: (key) => credentials.choose(key), t };
}

export function lobbyProblemsProps(call: Call, t: T): LobbyProblemsProps {
  const { media, membership } = call;
  return {
    refusal: membership.refusal.value,
    watched: membership.watched.value,
    support: media.support.value,
    problems: media.problems.value,
    onRetry: (kind) => void media.toggle(kind, true),
    onReload: () => call.reload(),
    t,
  };
}

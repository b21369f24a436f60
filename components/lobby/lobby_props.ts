// What the parts of the lobby that are loaded later get from the lobby.
import type { Lobby } from "@/call/lobby.ts";
import type { T } from "@/i18n/messages.ts";
import type { KeyWarningProps } from "./KeyWarning.tsx";
import type { LobbyProblemsProps } from "./LobbyProblems.tsx";

export function keyWarningProps({ membership }: Lobby, t: T): KeyWarningProps {
  const { credentials } = membership;
  return { warning: credentials.warning.value, onChoose: (key) => credentials.choose(key), t };
}

export function lobbyProblemsProps(lobby: Lobby, t: T): LobbyProblemsProps {
  const { media, membership } = lobby;
  return {
    refusal: membership.refusal.value,
    watched: membership.watched.value,
    support: media.support.value,
    problems: media.problems.value,
    onRetry: (kind) => void media.toggle(kind, true),
    onReload: () => lobby.reload(),
    t,
  };
}

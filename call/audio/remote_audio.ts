// The sound of the other members: which of the tracks that arrive are played.
import type { Right } from "../../protocol/rights.ts";
import type { MembershipState } from "../membership/membership_state.ts";
import { may } from "../permissions/permissions.ts";
import type { Connections } from "../transport/connections.ts";
import type { View } from "../view.ts";

/** The audio of one remote member. */
export interface Voice {
  id: string;
  /** Tracks to play. */
  tracks: MediaStreamTrack[];
  /** Tracks that arrive, too, and are not to be played now. */
  held: MediaStreamTrack[];
}

/**
 * Who is shown as silent is not played, whatever arrives: only where the server cannot know who
 * speaks (it is away, or does not hear them) the room's rules decide.
 */
export function voicesOf(
  { connections, membership }: {
    connections: View<Connections>;
    membership: View<MembershipState>;
  },
): readonly Voice[] {
  const rules = membership.rules.value;
  const members = new Map(membership.members.value.map((member) => [member.id, member]));
  return [...connections.tracks.value].map(([id, { mic, screenAudio }]) => {
    const { role = "guest", rights, media = null, away = false } = members.get(id) ?? {};
    const isKnown = membership.online.value && !away;
    const isPlayed = (right: Right, on: boolean) =>
      on || (!isKnown && may(right, { rules, role, rights }));
    const audio = [
      { track: mic, played: isPlayed("mic", media?.mic ?? false) },
      { track: screenAudio, played: isPlayed("screen", media?.screenAudio ?? false) },
    ];
    const of = (on: boolean) =>
      audio.flatMap(({ played, track }) => played === on && track !== null ? [track] : []);
    return { id, tracks: of(true), held: of(false) };
  });
}

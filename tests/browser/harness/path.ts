// The network path that a connection has chosen.
import type { Person } from "./person.ts";

/** Both ends of the pair of candidates in use. */
export interface SelectedPair {
  /** "host", "srflx", "prflx" or "relay". */
  local: string;
  remote: string;
  protocol: string;
  /** How the relay at this end is reached: "udp", "tcp", "tls"; null without one. */
  relay: string | null;
  roundTripMs: number;
}

/** The path of every live connection of a page; a connection without one is left out. */
export function selectedPairs(person: Person): Promise<SelectedPair[]> {
  return person.evaluate(async () => {
    const found: SelectedPair[] = [];
    for (const { pc } of globalThis.__probe?.connections ?? []) {
      if (pc.connectionState === "closed") continue;
      const stats = await pc.getStats() as Map<string, Record<string, unknown>>;
      const all = [...stats.values()];
      const chosen = all.find(({ type }) => type === "transport")?.selectedCandidatePairId;
      const pair = all.find(({ id, type, selected, nominated, state }) =>
        type === "candidate-pair" &&
        // Firefox has no "transport", but says `selected`.
        (chosen === undefined ? selected ?? (nominated && state === "succeeded") : id === chosen)
      );
      const local = stats.get(String(pair?.localCandidateId));
      const remote = stats.get(String(pair?.remoteCandidateId));
      if (pair === undefined || local === undefined || remote === undefined) continue;
      found.push({
        local: String(local.candidateType),
        remote: String(remote.candidateType),
        protocol: String(local.protocol),
        relay: typeof local.relayProtocol === "string" ? local.relayProtocol : null,
        roundTripMs: Number(pair.currentRoundTripTime ?? 0) * 1000,
      });
    }
    return found;
  }, null);
}

// The links of a call, and what they report, written into its model.
import { batch } from "@preact/signals-core";
import type { CallModel } from "../model.ts";
import type { Ports } from "../ports.ts";
import type { Links, LinksEvents } from "./links.ts";
import { Mesh } from "./mesh.ts";
import { NoLinks } from "./no_links.ts";
import { Prover, type ProverOptions } from "../proof/prover.ts";
import { postLetter } from "./signal.ts";

/** Makes the links that belong to a model; what members tell each other goes to `heard`. */
export function modelLinks(
  model: CallModel,
  { rtc, clock, wire, secrets, onError }: Ports,
  { prove, ...heard }: Pick<LinksEvents, "onMessage" | "onReach"> & {
    prove: Pick<ProverOptions, "room" | "key">;
  },
): Links {
  const { remote, links, qualities, verdicts } = model.room;
  const events: LinksEvents = {
    ...heard,
    onError,
    onTracks: (id, tracks) => remote.value = new Map(remote.value).set(id, tracks),
    onState: (id, state) => links.value = new Map(links.value).set(id, state),
    onQuality: (id, quality) => qualities.value = new Map(qualities.value).set(id, quality),
    onVerdict: (id, verdict) => verdicts.value = new Map(verdicts.value).set(id, verdict),
    onGone: (id) =>
      batch(() => {
        remote.value = without(remote.value, id);
        links.value = without(links.value, id);
        qualities.value = without(qualities.value, id);
        verdicts.value = without(verdicts.value, id);
      }),
    post: (to, letter) => postLetter(wire, to, letter),
    renewIce: () => wire.request("ice:renew", {}),
    onDoubt: (sure) => wire.doubt(sure),
    onSlept: () => wire.check(),
    onAlive: (members) => void wire.request("member:vouch", { members }),
  };
  if (!rtc.supported) return new NoLinks(events);
  const prover = new Prover({ ...prove, secrets, self: () => model.room.self.value });
  const tracks = () => model.local.tracks.value;
  try {
    return new Mesh({ rtc, clock, prover, tracks, events });
  } catch (error) {
    onError(error); // no connections at all are better than no call
    return new NoLinks(events);
  }
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

// The links of a call, and what they report, written into its model.
import { batch } from "@preact/signals-core";
import type { CallModel } from "../model.ts";
import type { Ports } from "../ports.ts";
import type { Links, LinksEvents } from "./links.ts";
import { Mesh } from "./mesh.ts";
import { postLetter } from "./signal.ts";

/** Makes the links that belong to a model; what members tell each other goes to `heard`. */
export function modelLinks(
  model: CallModel,
  { rtc, clock, wire, onError }: Pick<Ports, "rtc" | "clock" | "wire" | "onError">,
  heard: Pick<LinksEvents, "onMessage" | "onReach">,
): Links {
  const { remote, links } = model.room;
  return new Mesh({
    rtc,
    clock,
    tracks: () => model.local.tracks.value,
    events: {
      ...heard,
      onError,
      onTracks: (id, tracks) => remote.value = new Map(remote.value).set(id, tracks),
      onState: (id, state) => links.value = new Map(links.value).set(id, state),
      onGone: (id) =>
        batch(() => {
          remote.value = without(remote.value, id);
          links.value = without(links.value, id);
        }),
      post: (to, letter) => postLetter(wire, to, letter),
      renewIce: () => wire.request("ice:renew", {}),
      onDoubt: () => wire.check(),
      onAlive: (members) => void wire.request("member:vouch", { members }),
    },
  });
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

// The links of a call, and what they report, written into its model.
import { batch } from "@preact/signals-core";
import type { CallModel, LinkState } from "../model.ts";
import type { Ports } from "../ports.ts";
import type { Links } from "./links.ts";
import { Mesh } from "./mesh.ts";
import { postLetter } from "./signal.ts";

/** Makes the links that belong to a model. */
export function modelLinks(
  model: CallModel,
  { rtc, clock, wire, onError }: Pick<Ports, "rtc" | "clock" | "wire" | "onError">,
): Links {
  const { remote, links } = model.room;
  return new Mesh({
    rtc,
    clock,
    tracks: () => model.local.tracks.value,
    events: {
      onError,
      onTracks: (id, tracks) => remote.value = new Map(remote.value).set(id, tracks),
      onState: (id, state) => links.value = new Map(links.value).set(id, linkState(state)),
      onGone: (id) =>
        batch(() => {
          remote.value = without(remote.value, id);
          links.value = without(links.value, id);
        }),
      post: (to, letter) => postLetter(wire, to, letter),
    },
  });
}

function linkState(state: RTCPeerConnectionState): LinkState {
  if (state === "connected") return "connected";
  return state === "new" || state === "connecting" ? "connecting" : "broken";
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

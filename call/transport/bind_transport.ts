// The links of a call, and what they report, written into its model.
import { batch } from "@preact/signals-core";
import type { CallModel } from "../model.ts";
import type { Ports } from "../ports.ts";
import type { MediaTransport, MediaTransportEvents } from "./transport.ts";
import { MeshTransport } from "./mesh/mesh_transport.ts";
import { NullTransport } from "./null_transport.ts";
import {
  DescriptionAuthenticator,
  type DescriptionAuthenticatorOptions,
} from "../e2ee/description_authenticator.ts";
import { sendEnvelope } from "./mesh/peer_signaling.ts";

/** Makes the links that belong to a model; what members tell each other goes to `heard`. */
export function bindTransport(
  model: CallModel,
  { rtc, clock, signaling, secrets, onError }: Ports,
  { prove, ...heard }: Pick<MediaTransportEvents, "onMessage" | "onReachable"> & {
    prove: Pick<DescriptionAuthenticatorOptions, "room" | "key">;
  },
): MediaTransport {
  const { remote, links, qualities, verdicts: verifications } = model.room;
  const events: MediaTransportEvents = {
    ...heard,
    onError,
    onTracks: (id, tracks) => remote.value = new Map(remote.value).set(id, tracks),
    onState: (id, state) => links.value = new Map(links.value).set(id, state),
    onQuality: (id, quality) => qualities.value = new Map(qualities.value).set(id, quality),
    onVerification: (id, verification) =>
      verifications.value = new Map(verifications.value).set(id, verification),
    onGone: (id) =>
      batch(() => {
        remote.value = without(remote.value, id);
        links.value = without(links.value, id);
        qualities.value = without(qualities.value, id);
        verifications.value = without(verifications.value, id);
      }),
    post: (to, letter) => sendEnvelope(signaling, to, letter),
    renewIceCredentials: () => signaling.request("media:credentials", {}),
    onSuspect: (sure) => signaling.suspect(sure),
    onResumedFromSleep: () => signaling.check(),
    onAlive: (members) => void signaling.request("member:attest", { members }),
  };
  if (!rtc.supported) return new NullTransport(events);
  const authenticator = new DescriptionAuthenticator({
    ...prove,
    secrets,
    self: () => model.room.self.value,
  });
  const tracks = () => model.local.tracks.value;
  try {
    return new MeshTransport({ rtc, clock, authenticator, tracks, events });
  } catch (error) {
    onError(error); // no connections at all are better than no call
    return new NullTransport(events);
  }
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

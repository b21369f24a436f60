// The transport of a call, and what it reports, written into the call's model.
import { batch } from "@preact/signals-core";
import type { CallModel } from "../model.ts";
import type { Ports } from "../ports.ts";
import { DescriptionAuthenticator } from "../e2ee/description_authenticator.ts";
import { loadMesh, meshModule } from "./mesh/load_mesh.ts";
import { NullTransport } from "./null_transport.ts";
import { type MakeBackend, SwitchingTransport } from "./switching_transport.ts";
import type { TransportSignaling } from "./transport.ts";

export interface TransportBinding extends Pick<TransportSignaling, "inOrder"> {
  room: string;
  /** The room's key out of the link. */
  key: () => string | null;
}

/** Makes the transport that belongs to a model; backends are made when the room asks for them. */
export function bindTransport(
  model: CallModel,
  ports: Ports,
  binding: TransportBinding,
): SwitchingTransport {
  const { remote, links, qualities, verdicts } = model.room;
  return new SwitchingTransport({
    make: backendMaker(model, ports, binding),
    events: {
      onError: ports.onError,
      onTracks: (id, tracks) => remote.value = new Map(remote.value).set(id, tracks),
      onState: (id, state) => links.value = new Map(links.value).set(id, state),
      onQuality: (id, quality) => qualities.value = new Map(qualities.value).set(id, quality),
      onVerification: (id, result) => verdicts.value = new Map(verdicts.value).set(id, result),
      onGone: (id) =>
        batch(() => {
          remote.value = without(remote.value, id);
          links.value = without(links.value, id);
          qualities.value = without(qualities.value, id);
          verdicts.value = without(verdicts.value, id);
        }),
    },
  });
}

/** Resolves once a transport can be made: nobody is to be joined with before. */
export async function transportReady({ rtc, clock, onError }: Ports): Promise<void> {
  if (rtc.supported) await loadMesh({ clock, onError });
  await rtc.ready;
}

/** A mesh where the browser has WebRTC. A mode that this page does not know has no connections. */
function backendMaker(
  model: CallModel,
  { rtc, clock, signaling, secrets, onError }: Ports,
  { room, key, inOrder }: TransportBinding,
): MakeBackend {
  return ({ kind }, events) => {
    const mesh = meshModule();
    if (!rtc.supported || kind !== "mesh" || mesh === null) return new NullTransport(events);
    try {
      return new mesh.MeshTransport({
        ...{ rtc, clock, events },
        authenticator: new DescriptionAuthenticator({
          ...{ secrets, room, key },
          self: () => model.room.self.value,
        }),
        tracks: () => model.local.tracks.value,
        signaling: {
          request: (event, payload) => signaling.request(event, payload),
          onEvent: (event, listener) => signaling.onEvent(event, listener),
          suspect: (sure) => signaling.suspect(sure),
          check: () => signaling.check(),
          inOrder,
        },
      });
    } catch (error) {
      onError(error); // no connections at all are better than no call
      return new NullTransport(events);
    }
  };
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
